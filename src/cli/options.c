/*
 * The table of options and what each of them sets. Which commands take an option is a
 * column of the table.
 *
 * Must not know: what any command does, how a command line is taken apart.
 */
#include "pecwiz/outline.h"
#include "pecwiz/time.h"

#include "cli/cli.h"

enum {
    EVERYWHERE = (1 << PWZ_COMMAND_COUNT) - 1,
    WIZARD = 1 << PWZ_COMMAND_WIZARD | 1 << PWZ_COMMAND_NEW | 1 << PWZ_COMMAND_RESUME,
    JUDGED = 1 << PWZ_COMMAND_CASES | 1 << PWZ_COMMAND_CASES_SHOW |
             1 << PWZ_COMMAND_CASES_FORK | 1 << PWZ_COMMAND_CASES_REJUDGE |
             1 << PWZ_COMMAND_CASES_STATS,
    ADDED = 1 << PWZ_COMMAND_CASES_NOTE | 1 << PWZ_COMMAND_CASES_FORK,
    CASES = JUDGED | ADDED | 1 << PWZ_COMMAND_CASES_EXPORT |
            1 << PWZ_COMMAND_CASES_IMPORT | 1 << PWZ_COMMAND_CASES_VERIFY |
            1 << PWZ_COMMAND_CASES_DELETE,
    CASES_JSON = 1 << PWZ_COMMAND_CASES | 1 << PWZ_COMMAND_CASES_SHOW |
                 1 << PWZ_COMMAND_CASES_REJUDGE | 1 << PWZ_COMMAND_CASES_STATS,
    DIAGNOSE = 1 << PWZ_COMMAND_DIAGNOSE,
    RECON = 1 << PWZ_COMMAND_RECON,
    ROLES = 1 << PWZ_COMMAND_ROLES,
    CONTENT = 1 << PWZ_COMMAND_LINT | 1 << PWZ_COMMAND_TEST,
    OUTLINE = 1 << PWZ_COMMAND_OUTLINE,
    GRAPH = 1 << PWZ_COMMAND_GRAPH,
    DOCS = 1 << PWZ_COMMAND_DOCS,
    WIDTH_MAX = 1000,  /* columns */
    TOP_MAX = 10000000 /* rows */
};

static bool take_help(struct pwz_cli *cli, int value, const char *argument,
                      struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->wants_help = true;
    return true;
}

static bool take_version(struct pwz_cli *cli, int value, const char *argument,
                         struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->wants_version = true;
    return true;
}

static bool take_ascii(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->is_ascii = true;
    return true;
}

static bool take_format(struct pwz_cli *cli, int value, const char *argument,
                        struct pwz_err *err);

static const char *format_name(enum pwz_format format)
{
    size_t i = 0;

    while (pwz_cli_options[i].take != take_format ||
           pwz_cli_options[i].value != (int)format) {
        i++;
    }
    return pwz_cli_options[i].name;
}

/* One of two would win in silence, and whoever reads the output would get the other. */
static bool take_format(struct pwz_cli *cli, int value, const char *argument,
                        struct pwz_err *err)
{
    (void)argument;
    if (cli->has_format && cli->format != (enum pwz_format)value) {
        pwz_err_set(err, PWZ_E_RANGE, "cannot go with '--%s': one form of output",
                    format_name(cli->format));
        return false;
    }
    cli->has_format = true;
    cli->format = (enum pwz_format)value;
    return true;
}

static bool take_answers(struct pwz_cli *cli, int value, const char *argument,
                         struct pwz_err *err)
{
    (void)value, (void)err;
    cli->answers = argument;
    return true;
}

static bool take_content(struct pwz_cli *cli, int value, const char *argument,
                         struct pwz_err *err)
{
    (void)value, (void)err;
    cli->content = argument;
    return true;
}

static bool take_set(struct pwz_cli *cli, int value, const char *argument,
                     struct pwz_err *err)
{
    (void)value, (void)err;
    cli->sets[cli->set_count++] = argument;
    return true;
}

static bool take_recon(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)err;
    cli->recons[cli->recon_count++] = argument;
    return true;
}

static bool take_customer(struct pwz_cli *cli, int value, const char *argument,
                          struct pwz_err *err)
{
    (void)value, (void)err;
    cli->customer = argument;
    return true;
}

static bool take_subscription(struct pwz_cli *cli, int value, const char *argument,
                              struct pwz_err *err)
{
    (void)value, (void)err;
    cli->subscription = argument;
    return true;
}

static bool take_mouse(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->has_mouse = true;
    return true;
}

static bool take_plain(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->is_plain = true;
    return true;
}

static bool take_step(struct pwz_cli *cli, int value, const char *argument,
                      struct pwz_err *err)
{
    (void)value, (void)err;
    cli->step = argument;
    return true;
}

static bool take_verdict(struct pwz_cli *cli, int value, const char *argument,
                         struct pwz_err *err)
{
    (void)value, (void)err;
    cli->verdict = argument;
    return true;
}

static bool take_state_dir(struct pwz_cli *cli, int value, const char *argument,
                           struct pwz_err *err)
{
    (void)value, (void)err;
    cli->state_dir = argument;
    return true;
}

static bool take_author(struct pwz_cli *cli, int value, const char *argument,
                        struct pwz_err *err)
{
    (void)value, (void)err;
    cli->author = argument;
    return true;
}

static bool take_day(struct pwz_cli *cli, int value, const char *argument,
                     struct pwz_err *err)
{
    int64_t at;

    if (!pwz_date_read(argument, &at)) {
        pwz_err_set(err, PWZ_E_RANGE, "takes a day such as 2026-01-31; not '%s'",
                    argument);
        return false;
    }
    *(value == 0 ? &cli->from : &cli->to) = argument;
    return true;
}

static bool take_steps(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->wants_steps = true;
    return true;
}

static bool take_yes(struct pwz_cli *cli, int value, const char *argument,
                     struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->is_confirmed = true;
    return true;
}

static bool take_diagram(struct pwz_cli *cli, int value, const char *argument,
                         struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->is_diagram = true;
    return true;
}

static bool take_output(struct pwz_cli *cli, int value, const char *argument,
                        struct pwz_err *err)
{
    (void)value, (void)err;
    cli->output = argument;
    return true;
}

static bool take_width(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value;
    return pwz_cli_take_number(argument, PWZ_OUTLINE_COLS_MIN, WIDTH_MAX, &cli->width,
                               err);
}

static bool take_top(struct pwz_cli *cli, int value, const char *argument,
                     struct pwz_err *err)
{
    (void)value;
    cli->has_top = true;
    return pwz_cli_take_number(argument, 0, TOP_MAX, &cli->top, err);
}

static bool take_rules(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    (void)value, (void)argument, (void)err;
    cli->wants_rules = true;
    return true;
}

static bool take_audience(struct pwz_cli *cli, int value, const char *argument,
                          struct pwz_err *err)
{
    static const char *const words[] = {
        [PWZ_AUDIENCE_AGENT] = "agent",
        [PWZ_AUDIENCE_PARTNER] = "partner",
        NULL,
    };
    const int index = pwz_cli_find_word(words, argument, err);

    (void)value;
    cli->audience = index >= 0 ? (enum pwz_audience)index : PWZ_AUDIENCE_AGENT;
    return index >= 0;
}

static bool take_by(struct pwz_cli *cli, int value, const char *argument,
                    struct pwz_err *err)
{
    static const char *const words[] = {
        [PWZ_BY_CUSTOMER] = "customer",
        [PWZ_BY_SUBSCRIPTION] = "subscription",
        [PWZ_BY_GROUP] = "group",
        [PWZ_BY_DAY] = "day",
        NULL,
    };
    const int index = pwz_cli_find_word(words, argument, err);

    (void)value;
    cli->by = index >= 0 ? (enum pwz_recon_by)index : PWZ_BY_SUBSCRIPTION;
    return index >= 0;
}

static bool take_color(struct pwz_cli *cli, int value, const char *argument,
                       struct pwz_err *err)
{
    static const char *const words[] = {
        [PWZ_COLOR_AUTO] = "auto",
        [PWZ_COLOR_ALWAYS] = "always",
        [PWZ_COLOR_NEVER] = "never",
        NULL,
    };
    const int index = pwz_cli_find_word(words, argument, err);

    (void)value;
    cli->color = index >= 0 ? (enum pwz_color)index : PWZ_COLOR_AUTO;
    return index >= 0;
}

/* clang-format off */
const struct pwz_cli_option pwz_cli_options[] = {
    {"answers", 'a', "FILE", DIAGNOSE, false,
     "answers as JSON (pecwiz-answers/1); - reads standard input", take_answers, 0},
    {"set", 's', "FACT=VALUE", DIAGNOSE, true,
     "one answer, A,B for a set, or unknown; beats --answers", take_set, 0},
    {"recon", 0, "FILE", WIZARD | DIAGNOSE, true,
     "a usage file as evidence; several are read as one",
     take_recon, 0},
    {"by", 0, "WHAT", RECON, false,
     "customer, subscription (the default), group or day", take_by, 0},
    {"top", 0, "N", RECON, false,
     "rows of each currency, 0 = all; 20 for people, all days", take_top, 0},
    {"customer", 0, "ID", RECON, false, "only lines of this customer", take_customer, 0},
    {"subscription", 0, "ID", DIAGNOSE | RECON, false,
     "this Azure subscription of the usage files", take_subscription, 0},
    {"text", 0, NULL, DIAGNOSE | RECON, false, "print plain text (the default)",
     take_format, PWZ_FORMAT_TEXT},
    {"json", 0, NULL, DIAGNOSE | RECON | ROLES | CONTENT | CASES_JSON, false, "print one JSON object",
     take_format, PWZ_FORMAT_JSON},
    {"rules", 0, NULL, 1 << PWZ_COMMAND_LINT, false,
     "list what lint looks for, and check nothing", take_rules, 0},
    {"markdown", 0, NULL, DIAGNOSE, false, "print Markdown, for a ticket",
     take_format, PWZ_FORMAT_MARKDOWN},
    {"csv", 0, NULL, RECON, false,
     "print CSV; no text in it is a formula", take_format,
     PWZ_FORMAT_CSV},
    {"html", 0, NULL, DIAGNOSE | RECON, false, "print one self-contained HTML page",
     take_format, PWZ_FORMAT_HTML},
    {"audience", 0, "WHO", WIZARD | DIAGNOSE | 1 << PWZ_COMMAND_CASES_SHOW, false,
     "agent (the default) or partner: without agent notes", take_audience, 0},
    {"plain", 0, NULL, WIZARD, false,
     "lines instead of a full screen: for screen readers, pipes and logs", take_plain, 0},
    {"color", 0, "WHEN", WIZARD | RECON, false, "auto (the default), always or never",
     take_color, 0},
    {"ascii", 0, NULL, WIZARD | RECON, false, "draw with ASCII characters only", take_ascii, 0},
    {"mouse", 0, NULL, WIZARD, false,
     "wheel and clicks; the terminal's own selecting needs Shift then", take_mouse, 0},
    {"steps", 0, NULL, 1 << PWZ_COMMAND_CASES_SHOW, false,
     "the call as it happened, entry by entry, with times", take_steps, 0},
    {"from", 0, "DAY", 1 << PWZ_COMMAND_CASES_STATS, false,
     "first day to count, such as 2026-01-31 (UTC)", take_day, 0},
    {"to", 0, "DAY", 1 << PWZ_COMMAND_CASES_STATS, false, "last day to count", take_day, 1},
    {"yes", 0, NULL, 1 << PWZ_COMMAND_CASES_DELETE, false, "do not ask", take_yes, 0},
    {"author", 0, "NAME", WIZARD | ADDED, false,
     "who writes into the case; without it PECWIZ_AUTHOR or USER", take_author, 0},
    {"state-dir", 0, "DIR", WIZARD | CASES, false,
     "keep cases in DIR/cases, not below XDG_STATE_HOME", take_state_dir, 0},
    {"content", 0, "DIR", WIZARD | DIAGNOSE | ROLES | JUDGED, false,
     "use the content pack in DIR, not the built-in one", take_content, 0},
    {"width", 0, "N", OUTLINE | RECON, false, "columns of the page, 20 to 1000",
     take_width, 0},
    {"step", 0, "ID", GRAPH, false, "only this step of the checklist", take_step, 0},
    {"verdict", 0, "ID", GRAPH, false, "only what leads to this verdict", take_verdict, 0},
    {"diagram", 0, NULL, GRAPH, false, "the decision diagram as compiled", take_diagram, 0},
    {"output", 'o', "FILE", DOCS, false, "write into FILE; - is standard output",
     take_output, 0},
    {"help", 'h', NULL, EVERYWHERE, true, "show this help", take_help, 0},
    {"version", 'V', NULL, EVERYWHERE, true, "show the version", take_version, 0},
};
/* clang-format on */
const size_t pwz_cli_option_count = sizeof(pwz_cli_options) / sizeof(pwz_cli_options[0]);
_Static_assert(sizeof(pwz_cli_options) / sizeof(pwz_cli_options[0]) <=
                   PWZ_CLI_OPTIONS_MAX,
               "the parser keeps arrays of this size");
