/*
 * Tables typed from the vocabulary page; see vocabulary.h.
 */
#include "vocabulary.h"

#include <string.h>

/* Rows: id, step that shows the fact, values in the order of the page. */
#define ONE(id, step, ...)                                                               \
    {                                                                                    \
        id, step, false,                                                                 \
        {                                                                                \
            __VA_ARGS__                                                                  \
        }                                                                                \
    }
#define SET(id, step, ...)                                                               \
    {                                                                                    \
        id, step, true,                                                                  \
        {                                                                                \
            __VA_ARGS__                                                                  \
        }                                                                                \
    }
/* One identity path. */
#define PATH(p)                                                                          \
    ONE(p ".role", STEP_ROLE, "eligible", "not-eligible", "unlisted"),                   \
        ONE(p ".scope", STEP_ROLE, "covers", "misses"),                                  \
        ONE(p ".duration", STEP_ROLE, "permanent", "temporary"),                         \
        ONE(p ".deny", STEP_ROLE, "none", "blocked"),                                    \
        ONE(p ".group", STEP_ROLE, "direct", "member", "not-member"),                    \
        ONE(p ".link", STEP_LINK, "linked", "none", "rejected-id", "rejected-account"),  \
        ONE(p ".link-directory", STEP_LINK, "right", "wrong"),                           \
        ONE(p ".link-id", STEP_LINK, "location", "global", "other-organisation"),        \
        ONE(p ".identity", STEP_LINK, "present", "gone")

static const struct fact_row facts[] = {
    [ASKER] = ONE("case.asker", STEP_CASE, "direct", "provider", "reseller", "not-csp"),
    [EXPECTATION] =
        ONE("case.expectation", STEP_CASE, "microsoft-credit", "provider-discount"),
    [SERIES] = ONE("invoice.series", STEP_INVOICE, "G", "D", "none-yet"),
    [HAS_G] = ONE("invoice.has-g", STEP_INVOICE, "yes", "no"),
    [SOURCE] = ONE("evidence.source", STEP_INVOICE, "invoice-pdf", "monthly-recon",
                   "daily-usage", "cost-management", "provider-portal"),
    [DAILY_CREDIT] = ONE("daily.credit", STEP_INVOICE, "all-15", "all-0", "mixed-by-date",
                         "mixed-by-resource", "mixed-by-product", "column-missing"),
    [COSTMGMT_SCOPE] = ONE("costmgmt.scope", STEP_INVOICE, "subscription", "billing"),
    [COSTMGMT_APPLIED] = ONE("costmgmt.applied", STEP_INVOICE, "true", "false", "mixed"),
    [ADJUSTMENT] = ONE("monthly.adjustment", STEP_INVOICE, "credit-full",
                       "credit-partial", "empty", "other"),
    [PROGRAM] = ONE("agreement.program", STEP_AGREEMENT, "active", "not-active"),
    [CSP] = ONE("agreement.csp", STEP_AGREEMENT, "active", "qualified", "not-listed",
                "suspended"),
    [PARTNER_ID_CHANGE] = ONE("agreement.partner-id-change", STEP_AGREEMENT, "none",
                              "same-organisation", "other-organisation"),
    [PLAN] =
        ONE("offer.plan", STEP_OFFER, "azure-plan", "legacy-145p", "ea-or-mca-direct"),
    [CUSTOMER_AGREEMENT] = ONE("agreement.customer", STEP_OFFER, "yes", "no"),
    [OFFER_ROWS] =
        SET("offer.rows", STEP_OFFER, "first-party", "reservation", "savings-plan",
            "spot", "third-party", "telco", "azure-credit", "zero-price", "license"),
    [ACCESS_HOLDER] = ONE("indirect.access-holder", STEP_RESELLER, "provider", "reseller",
                          "both", "neither"),
    [RESELLER_OF_RECORD] =
        ONE("indirect.reseller-of-record", STEP_RESELLER, "yes", "other", "none"),
    [RESELLER_ID] =
        ONE("indirect.reseller-id", STEP_RESELLER, "matches", "differs", "invalid"),
    [RESELLER_STANDING] =
        ONE("indirect.reseller-standing", STEP_RESELLER, "ok", "not-ok"),
    [ACCESS_PATHS] = SET("access.paths", STEP_AOBO, "aobo", "lighthouse", "guest",
                         "member", "principal", "gdap-only"),
    [AOBO_OWNER] = ONE("aobo.owner", STEP_AOBO, "own", "former-partner", "other"),
    [AOBO_ROLE] = ONE("aobo.role", STEP_ROLE, "eligible", "not-eligible", "unlisted"),
    [AOBO_SCOPE] = ONE("aobo.scope", STEP_ROLE, "covers", "misses"),
    [AOBO_DENY] = ONE("aobo.deny", STEP_ROLE, "none", "blocked"),
    [ONBOARDING] =
        ONE("lighthouse.onboarding", STEP_LINK, "template", "managed-service-offer"),
    [REMOVED_COMMAND] =
        ONE("removed.command", STEP_REMOVED, "not-run", "succeeded",
            "wrong-principal-type", "cli-too-old", "principal-not-found", "other-error"),
    [REMOVED_REASON] = ONE("removed.reason", STEP_REMOVED, "removed-by-customer",
                           "transferred-in", "ownership-transfer",
                           "never-granted-to-reseller", "never-granted", "cannot-tell"),
    [CUSTOMER_WILLING] = ONE("removed.customer-willing", STEP_REMOVED, "yes", "no"),
    [RELATIONSHIP] = ONE("removed.relationship", STEP_REMOVED, "exists", "missing"),
    [OPERATOR] =
        ONE("removed.operator", STEP_REMOVED, "owner-or-uaa", "global-admin", "neither"),
    [ACCESS_SINCE] =
        ONE("days.access-since", STEP_DAYS, "before", "during", "after", "gaps"),
    [CHANGED_48H] = ONE("case.changed-within-48h", STEP_DAYS, "yes", "no"),
    [DAY_RECENT] = ONE("days.affected-day-recent", STEP_DAYS, "yes", "no"),
    [RATIO] =
        ONE("recon.ratio", STEP_RECON, "0.85", "1.00", "between", "below", "zero-price"),
    [MARKER] = ONE("recon.marker", STEP_RECON, "none", "reservation", "savings-plan",
                   "spot", "third-party", "telco", "azure-credit"),
    [MANY_CUSTOMERS] = ONE("recon.many-customers-same-date", STEP_RECON, "yes", "no"),
    [PATH_FACTS] = PATH("lighthouse"),
    PATH("guest"),
    PATH("member"),
    PATH("principal"),
};
_Static_assert(sizeof(facts) / sizeof(facts[0]) == FACTS, "one row for each fact");

static const char *const steps[STEPS] = {
    [STEP_CASE] = "case",
    [STEP_INVOICE] = "right-invoice",
    [STEP_AGREEMENT] = "mpn-agreement",
    [STEP_OFFER] = "offer",
    [STEP_RESELLER] = "indirect-reseller",
    [STEP_AOBO] = "aobo-exception",
    [STEP_ROLE] = "rbac-role",
    [STEP_LINK] = "partner-id-link",
    [STEP_REMOVED] = "customer-removed-roles",
    [STEP_DAYS] = "full-day-access",
    [STEP_RECON] = "recon-file",
    [STEP_ESCALATION] = "escalation",
};

static const char *const paths[PATHS] = {"lighthouse", "guest", "member", "principal"};

static const struct {
    const char *verdict, *grade;
} grades[] = {
    {"credit-applied",                      "ok"            },
    {"too-early",                           "wait"          },
    {"role-unlisted",                       "unconfirmed"   },
    {"scope-misses-resources",              "partial"       },
    {"access-gaps",                         "partial"       },
    {"partial-month-average",               "partial"       },
    {"legacy-document",                     "wrong-evidence"},
    {"invoice-has-no-credit-line",          "wrong-evidence"},
    {"column-missing",                      "wrong-evidence"},
    {"scope-shows-retail",                  "wrong-evidence"},
    {"provider-data-needed",                "wrong-evidence"},
    {"partner-id-other-organisation",       "escalate"      },
    {"escalate-to-microsoft",               "escalate"      },
    {"service-side-fault",                  "escalate"      },
    {"reseller-not-paid",                   "by-design"     },
    {"not-csp-azure-plan",                  "by-design"     },
    {"legacy-offer",                        "by-design"     },
    {"reservation-excluded",                "by-design"     },
    {"savings-plan-excluded",               "by-design"     },
    {"spot-excluded",                       "by-design"     },
    {"third-party-excluded",                "by-design"     },
    {"telco-excluded",                      "by-design"     },
    {"azure-credit-used",                   "by-design"     },
    {"zero-price",                          "by-design"     },
    {"not-azure-consumption",               "by-design"     },
    {"customer-refuses-access",             "by-design"     },
    {"access-after-usage",                  "by-design"     },
    {"program-agreement-inactive",          "fix"           },
    {"partner-agreement-not-accepted",      "fix"           },
    {"account-suspended",                   "fix"           },
    {"customer-agreement-missing",          "fix"           },
    {"access-outside-sale",                 "fix"           },
    {"reseller-id-mismatch",                "fix"           },
    {"reseller-id-unusable",                "fix"           },
    {"gdap-is-not-azure-access",            "fix"           },
    {"foreign-principal-of-other-tenant",   "fix"           },
    {"role-not-eligible",                   "fix"           },
    {"access-not-permanent",                "fix"           },
    {"deny-assignment",                     "fix"           },
    {"linked-identity-not-in-group",        "fix"           },
    {"partner-link-missing",                "fix"           },
    {"partner-link-wrong-id-type",          "fix"           },
    {"partner-link-wrong-directory",        "fix"           },
    {"partner-link-other-organisation",     "fix"           },
    {"managed-service-offer-not-automatic", "fix"           },
    {"linked-identity-gone",                "fix"           },
    {"transferred-without-access",          "fix"           },
    {"reseller-never-granted",              "fix"           },
    {"reinstate-access",                    "fix"           },
    {"elevate-global-admin-first",          "fix"           },
    {"relationship-missing",                "fix"           },
    {"reinstate-wrong-principal-type",      "fix"           },
    {"reinstate-old-cli",                   "fix"           },
    {"reinstate-principal-not-found",       "fix"           },
    {"reinstate-command-failed",            "fix"           },
    {"no-customer-owner",                   "fix"           },
};

const struct fact_row *fact_row(int fact)
{
    return &facts[fact];
}

int path_fact(int path, int check)
{
    return PATH_FACTS + path * CHECKS + check;
}

int value_count(int fact)
{
    int count = 0;
    while (facts[fact].values[count] != NULL) {
        count++;
    }
    return count;
}

int value_index(int fact, const char *value)
{
    for (int i = 0; facts[fact].values[i] != NULL; i++) {
        if (strcmp(facts[fact].values[i], value) == 0) {
            return i;
        }
    }
    return -1;
}

const char *step_id(int step)
{
    return steps[step];
}

const char *path_word(int path)
{
    return paths[path];
}

const char *verdict_grade(const char *verdict)
{
    for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++) {
        if (strcmp(grades[i].verdict, verdict) == 0) {
            return grades[i].grade;
        }
    }
    return "";
}

int var_of(int fact, int member)
{
    return fact * VALUES_MAX + member;
}

int var_fact(int var)
{
    return var / VALUES_MAX;
}

int var_member(int var)
{
    return var % VALUES_MAX;
}

int var_values(int var)
{
    int fact = var_fact(var), member = var_member(var);
    if (facts[fact].is_set) {
        return member < value_count(fact) ? 2 : 0;
    }
    return member == 0 ? value_count(fact) : 0;
}
