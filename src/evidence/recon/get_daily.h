/*
 * What to get instead of a file that cannot be used, and where: the same words
 * everywhere.
 */
#ifndef EVIDENCE_RECON_GET_DAILY_H
#define EVIDENCE_RECON_GET_DAILY_H

#define GET_DAILY                                                                        \
    "get the daily-rated usage file of the G invoice in Partner Center under Billing, "  \
    "Billing overview (NCE), Download report"

#endif
