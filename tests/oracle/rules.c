/*
 * One function for each row of the page's rules; see rules.h.
 */
#include "rules.h"

#include <string.h>

/* ---- the page's named conditions ---- */

static struct truth path_present(const struct known *k, int path)
{
    return has(k, ACCESS_PATHS, path_word(path));
}

static struct truth no_path(const struct known *k)
{
    struct truth any = has(k, ACCESS_PATHS, "aobo");
    for (int path = 0; path < PATHS; path++) {
        any = or2(any, path_present(k, path));
    }
    return not(any);
}

static struct truth reseller(const struct known *k)
{
    return and2(or2(is(k, ASKER, "provider"), is(k, ASKER, "reseller")),
                is(k, ACCESS_HOLDER, "reseller"));
}

static struct truth aobo_good(const struct known *k)
{
    struct truth good = and2(has(k, ACCESS_PATHS, "aobo"), is(k, AOBO_OWNER, "own"));
    good = and2(good, is(k, AOBO_ROLE, "eligible"));
    good = and2(good, is(k, AOBO_SCOPE, "covers"));
    return and2(good, is(k, AOBO_DENY, "none"));
}

static struct truth path_good(const struct known *k, int path)
{
    static const struct {
        enum check check;
        const char *value;
    } good_values[] = {
        {ROLE,           "eligible" },
        {SCOPE,          "covers"   },
        {DURATION,       "permanent"},
        {DENY,           "none"     },
        {LINK,           "linked"   },
        {LINK_DIRECTORY, "right"    },
        {LINK_ID,        "location" },
        {IDENTITY,       "present"  },
    };
    struct truth good = path_present(k, path);
    for (size_t i = 0; i < sizeof(good_values) / sizeof(good_values[0]); i++) {
        int fact = path_fact(path, (int)good_values[i].check);
        good = and2(good, is(k, fact, good_values[i].value));
    }
    return and2(good, not(is(k, path_fact(path, GROUP), "not-member")));
}

static struct truth good_access(const struct known *k)
{
    struct truth good = aobo_good(k);
    for (int path = 0; path < PATHS; path++) {
        good = or2(good, path_good(k, path));
    }
    return good;
}

static struct truth access_exists(const struct known *k)
{
    return or2(good_access(k), and2(no_path(k), is(k, REMOVED_COMMAND, "succeeded")));
}

/* ---- the rows ---- */

static void rule(struct rules *out, enum step step, struct truth when,
                 const char *verdict)
{
    out->rule[out->count++] = (struct rule){step, when, verdict};
}

static void rules_case(const struct known *k, struct rules *out)
{
    rule(out, STEP_CASE,
         and2(is(k, ASKER, "reseller"), is(k, EXPECTATION, "microsoft-credit")),
         "reseller-not-paid");
    rule(out, STEP_CASE, is(k, ASKER, "not-csp"), "not-csp-azure-plan");
}

static void rules_right_invoice(const struct known *k, struct rules *out)
{
    const enum step step = STEP_INVOICE;
    struct truth daily = is(k, SOURCE, "daily-usage");
    struct truth costs = is(k, SOURCE, "cost-management");
    struct truth monthly = is(k, SOURCE, "monthly-recon");
    rule(out, step, and2(is(k, SERIES, "D"), is(k, HAS_G, "yes")), "legacy-document");
    rule(out, step, is(k, SOURCE, "invoice-pdf"), "invoice-has-no-credit-line");
    rule(out, step, and2(daily, is(k, DAILY_CREDIT, "column-missing")), "column-missing");
    rule(out, step, and2(costs, is(k, COSTMGMT_SCOPE, "subscription")),
         "scope-shows-retail");
    rule(out, step, is(k, SOURCE, "provider-portal"), "provider-data-needed");
    rule(out, step,
         or3(and2(daily, is(k, DAILY_CREDIT, "all-15")),
             and3(costs, is(k, COSTMGMT_SCOPE, "billing"),
                  is(k, COSTMGMT_APPLIED, "true")),
             and2(monthly, is(k, ADJUSTMENT, "credit-full"))),
         "credit-applied");
}

static void rules_mpn_agreement(const struct known *k, struct rules *out)
{
    const enum step step = STEP_AGREEMENT;
    rule(out, step, is(k, PROGRAM, "not-active"), "program-agreement-inactive");
    rule(out, step, is(k, CSP, "not-listed"), "program-agreement-inactive");
    rule(out, step, is(k, CSP, "qualified"), "partner-agreement-not-accepted");
}

static void rules_offer(const struct known *k, struct rules *out)
{
    static const char *const excluded[][2] = {
        {"reservation",  "reservation-excluded" },
        {"savings-plan", "savings-plan-excluded"},
        {"spot",         "spot-excluded"        },
        {"third-party",  "third-party-excluded" },
        {"telco",        "telco-excluded"       },
        {"azure-credit", "azure-credit-used"    },
        {"zero-price",   "zero-price"           },
        {"license",      "not-azure-consumption"},
    };
    rule(out, STEP_OFFER, is(k, PLAN, "legacy-145p"), "legacy-offer");
    rule(out, STEP_OFFER, is(k, PLAN, "ea-or-mca-direct"), "not-csp-azure-plan");
    rule(out, STEP_OFFER, is(k, CUSTOMER_AGREEMENT, "no"), "customer-agreement-missing");
    for (size_t i = 0; i < sizeof(excluded) / sizeof(excluded[0]); i++) {
        rule(out, STEP_OFFER,
             and2(not(has(k, OFFER_ROWS, "first-party")),
                  has(k, OFFER_ROWS, excluded[i][0])),
             excluded[i][1]);
    }
}

static void rules_indirect_reseller(const struct known *k, struct rules *out)
{
    rule(out, STEP_RESELLER,
         and2(reseller(k),
              or2(is(k, RESELLER_OF_RECORD, "other"), is(k, RESELLER_OF_RECORD, "none"))),
         "access-outside-sale");
    rule(out, STEP_RESELLER, and2(reseller(k), is(k, RESELLER_ID, "invalid")),
         "reseller-id-unusable");
}

/* The checks of one identity path, each under `gate`. */
static void rules_path(const struct known *k, struct truth gate, int path,
                       struct rules *out)
{
    struct truth on = and2(gate, path_present(k, path));
    int link = path_fact(path, LINK), link_id = path_fact(path, LINK_ID);
    rule(out, STEP_ROLE, and2(on, is(k, path_fact(path, ROLE), "not-eligible")),
         "role-not-eligible");
    rule(out, STEP_ROLE, and2(on, is(k, path_fact(path, SCOPE), "misses")),
         "scope-misses-resources");
    rule(out, STEP_ROLE, and2(on, is(k, path_fact(path, DURATION), "temporary")),
         "access-not-permanent");
    rule(out, STEP_ROLE, and2(on, is(k, path_fact(path, DENY), "blocked")),
         "deny-assignment");
    rule(out, STEP_ROLE, and2(on, is(k, path_fact(path, GROUP), "not-member")),
         "linked-identity-not-in-group");
    if (path == LIGHTHOUSE) {
        rule(out, STEP_LINK,
             and3(on, is(k, ONBOARDING, "managed-service-offer"), is(k, link, "none")),
             "managed-service-offer-not-automatic");
    }
    rule(out, STEP_LINK,
         and2(on, or2(is(k, link, "none"), is(k, link, "rejected-account"))),
         "partner-link-missing");
    rule(out, STEP_LINK, and2(on, is(k, link, "rejected-id")),
         "partner-link-wrong-id-type");
    rule(out, STEP_LINK, and2(on, is(k, path_fact(path, LINK_DIRECTORY), "wrong")),
         "partner-link-wrong-directory");
    rule(out, STEP_LINK, and2(on, is(k, link_id, "global")),
         "partner-link-wrong-id-type");
    rule(out, STEP_LINK, and2(on, is(k, link_id, "other-organisation")),
         "partner-link-other-organisation");
    rule(out, STEP_LINK, and2(on, is(k, path_fact(path, IDENTITY), "gone")),
         "linked-identity-gone");
}

static void rules_aobo(const struct known *k, struct truth gate, struct rules *out)
{
    struct truth on = and2(gate, has(k, ACCESS_PATHS, "aobo"));
    rule(out, STEP_AOBO, and2(on, is(k, AOBO_OWNER, "former-partner")),
         "transferred-without-access");
    rule(out, STEP_AOBO, and2(on, is(k, AOBO_OWNER, "other")),
         "foreign-principal-of-other-tenant");
    rule(out, STEP_ROLE, and2(on, is(k, AOBO_ROLE, "not-eligible")), "role-not-eligible");
    rule(out, STEP_ROLE, and2(on, is(k, AOBO_SCOPE, "misses")), "scope-misses-resources");
    rule(out, STEP_ROLE, and2(on, is(k, AOBO_DENY, "blocked")), "deny-assignment");
}

static void rules_unlisted(const struct known *k, struct truth gate, struct rules *out)
{
    for (int path = 0; path < PATHS; path++) {
        rule(out, STEP_ROLE,
             and3(gate, path_present(k, path), is(k, path_fact(path, ROLE), "unlisted")),
             "role-unlisted");
    }
    rule(out, STEP_ROLE,
         and3(gate, has(k, ACCESS_PATHS, "aobo"), is(k, AOBO_ROLE, "unlisted")),
         "role-unlisted");
}

static void rules_of_paths(const struct known *k, struct truth gate, struct rules *out)
{
    for (int path = 0; path < PATHS; path++) {
        rules_path(k, gate, path, out);
    }
    rules_aobo(k, gate, out);
    rules_unlisted(k, gate, out);
}

static void rules_access(const struct known *k, struct rules *out)
{
    rules_of_paths(k, and2(not(no_path(k)), not(good_access(k))), out);
}

static void rules_customer_removed(const struct known *k, struct rules *out)
{
    static const char *const errors[][2] = {
        {"wrong-principal-type", "reinstate-wrong-principal-type"},
        {"cli-too-old",          "reinstate-old-cli"             },
        {"principal-not-found",  "reinstate-principal-not-found" },
        {"other-error",          "reinstate-command-failed"      },
        {"not-run",              "reinstate-access"              },
    };
    const enum step step = STEP_REMOVED;
    struct truth on = and2(no_path(k), not(is(k, REMOVED_COMMAND, "succeeded")));
    struct truth willing = and2(on, is(k, CUSTOMER_WILLING, "yes"));
    struct truth ready = and2(willing, is(k, RELATIONSHIP, "exists"));
    rule(out, step,
         and2(on, or2(is(k, REMOVED_REASON, "transferred-in"),
                      is(k, REMOVED_REASON, "ownership-transfer"))),
         "transferred-without-access");
    rule(out, step, and2(on, is(k, REMOVED_REASON, "never-granted-to-reseller")),
         "reseller-never-granted");
    rule(out, step,
         and3(on, has(k, ACCESS_PATHS, "gdap-only"),
              is(k, REMOVED_REASON, "never-granted")),
         "gdap-is-not-azure-access");
    rule(out, step, and2(on, is(k, CUSTOMER_WILLING, "no")), "customer-refuses-access");
    rule(out, step, and2(willing, is(k, RELATIONSHIP, "missing")),
         "relationship-missing");
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        rule(out, step,
             and3(ready, is(k, OPERATOR, "owner-or-uaa"),
                  is(k, REMOVED_COMMAND, errors[i][0])),
             errors[i][1]);
    }
    rule(out, step, and2(ready, is(k, OPERATOR, "global-admin")),
         "elevate-global-admin-first");
    rule(out, step, and2(ready, is(k, OPERATOR, "neither")), "no-customer-owner");
}

static void rules_full_day(const struct known *k, struct rules *out)
{
    struct truth on = access_exists(k);
    rule(out, STEP_DAYS,
         and2(on, or2(is(k, ACCESS_SINCE, "during"), is(k, ACCESS_SINCE, "gaps"))),
         "access-gaps");
    rule(out, STEP_DAYS, and2(on, is(k, ACCESS_SINCE, "after")), "access-after-usage");
    rule(out, STEP_DAYS, and2(on, is(k, CHANGED_48H, "yes")), "too-early");
    rule(out, STEP_DAYS, and2(on, is(k, DAY_RECENT, "yes")), "too-early");
}

static void rules_recon_file(const struct known *k, struct rules *out)
{
    static const char *const markers[][2] = {
        {"reservation",  "reservation-excluded" },
        {"savings-plan", "savings-plan-excluded"},
        {"spot",         "spot-excluded"        },
        {"third-party",  "third-party-excluded" },
        {"telco",        "telco-excluded"       },
        {"azure-credit", "azure-credit-used"    },
    };
    struct truth on = access_exists(k);
    rule(out, STEP_RECON, and2(on, is(k, RATIO, "0.85")), "credit-applied");
    rule(out, STEP_RECON, and2(on, is(k, RATIO, "zero-price")), "zero-price");
    rule(
        out, STEP_RECON,
        and2(on, or2(is(k, RATIO, "between"), and2(is(k, SOURCE, "monthly-recon"),
                                                   is(k, ADJUSTMENT, "credit-partial")))),
        "partial-month-average");
    for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
        rule(out, STEP_RECON, and2(on, is(k, MARKER, markers[i][0])), markers[i][1]);
    }
    rule(out, STEP_RECON, and2(on, is(k, MANY_CUSTOMERS, "yes")), "service-side-fault");
}

static void rules_late(const struct known *k, struct rules *out)
{
    struct truth on = access_exists(k);
    rule(out, STEP_AGREEMENT, and2(on, is(k, CSP, "suspended")), "account-suspended");
    rule(out, STEP_RESELLER, and3(on, reseller(k), is(k, RESELLER_ID, "differs")),
         "reseller-id-mismatch");
    rule(out, STEP_RESELLER, and3(on, reseller(k), is(k, RESELLER_STANDING, "not-ok")),
         "reseller-id-unusable");
    rule(out, STEP_AGREEMENT, and2(on, is(k, PARTNER_ID_CHANGE, "other-organisation")),
         "partner-id-other-organisation");
}

typedef void rules_row(const struct known *k, struct rules *out);
static rules_row *const rows[] = {
    rules_case,
    rules_right_invoice,
    rules_mpn_agreement,
    rules_offer,
    rules_indirect_reseller,
    rules_access,
    rules_customer_removed,
    rules_full_day,
    rules_recon_file,
    rules_late,
};

void all_rules(const struct known *k, struct rules *out)
{
    out->count = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        rows[i](k, out);
    }
}

void rules_to_first(const struct known *k, struct rules *out)
{
    out->count = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int before = out->count;
        rows[i](k, out);
        for (int r = before; r < out->count; r++) {
            if (out->rule[r].when.is != NO) {
                return;
            }
        }
    }
}

void all_seen(const struct known *k, const char *verdict, struct rules *out)
{
    out->count = 0;
    rules_of_paths(k, good_access(k), out);
    if (verdict == NULL || strcmp(verdict, "gdap-is-not-azure-access") != 0) {
        rule(out, STEP_AOBO, has(k, ACCESS_PATHS, "gdap-only"),
             "gdap-is-not-azure-access");
    }
}

struct truth not_applicable(const struct known *k, enum step step)
{
    struct truth identity = {NO, 0};
    for (int path = 0; path < PATHS; path++) {
        identity = or2(identity, path_present(k, path));
    }
    if (step == STEP_RESELLER) {
        return or2(is(k, ASKER, "direct"), is(k, ASKER, "not-csp"));
    }
    if (step == STEP_ROLE) {
        return no_path(k);
    }
    if (step == STEP_LINK) {
        return or2(aobo_good(k), not(identity));
    }
    if (step == STEP_REMOVED) {
        return not(no_path(k));
    }
    if (step == STEP_DAYS || step == STEP_RECON) {
        return not(access_exists(k));
    }
    return (struct truth){NO, 0};
}
