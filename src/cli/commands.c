/*
 * The table of commands: dispatch, usage lines and the search for what was meant.
 *
 * Must not know: how any command works.
 */
#include <stdint.h>
#include <string.h>

#include "pecwiz/text.h"

#include "cli/cli.h"

/* clang-format off */
const struct pwz_cli_command pwz_cli_commands[PWZ_COMMAND_COUNT] = {
    [PWZ_COMMAND_WIZARD] = {
        .name = "", .operands = "",
        .summary = "start the wizard: a new case, or one of those that are open",
        .run = pwz_cmd_wizard,
    },
    [PWZ_COMMAND_NEW] = {
        .name = "new", .operands = "",
        .summary = "start the wizard with a new case",
        .details = "Full screen, one key for each answer. On leaving, a summary and the command\n"
                   "that gives the same result stay on the normal screen.\n"
                   "Line mode asks with lines and reads one line for each answer, from a pipe,\n"
                   "too; ? lists its commands. It is chosen by --plain, PECWIZ_PLAIN=1 or\n"
                   "ACCESSIBLE=1, and where no full screen can be shown.\n",
        .run = pwz_cmd_new,
    },
    [PWZ_COMMAND_RESUME] = {
        .name = "resume", .operands = " [CASE]", .operands_most = 1,
        .summary = "go on with a case; without CASE choose one",
        .details = "CASE is a case number or the beginning of one, as long as no other begins so.\n"
                   "A case whose result waits for somebody asks first what became of it. While\n"
                   "somebody else has the case open it can only be read.\n",
        .run = pwz_cmd_resume,
    },
    [PWZ_COMMAND_CASES] = {
        .name = "cases", .sub = "", .operands = "",
        .summary = "list the cases, those due to look at again first",
        .example = "pecwiz cases --json",
        .run = pwz_cmd_cases,
    },
    [PWZ_COMMAND_CASES_SHOW] = {
        .name = "cases", .sub = "show", .operands = " CASE", .operands_least = 1,
        .operands_most = 1,
        .summary = "show a case: result, notes, answers",
        .details = "CASE is a number, or a file that holds a '/' or ends in .pecwiz.\n",
        .run = pwz_cmd_cases_show,
    },
    [PWZ_COMMAND_CASES_EXPORT] = {
        .name = "cases", .sub = "export", .operands = " CASE [FILE]", .operands_least = 1,
        .operands_most = 2,
        .summary = "write a case into one file to hand over",
        .details = "Without FILE it is CASE.pecwiz here; - is standard output. A file that exists is\n"
                   "never written over.\n",
        .run = pwz_cmd_cases_export,
    },
    [PWZ_COMMAND_CASES_IMPORT] = {
        .name = "cases", .sub = "import", .operands = " FILE", .operands_least = 1,
        .operands_most = 1,
        .summary = "take in a case from a file; - is standard input",
        .run = pwz_cmd_cases_import,
    },
    [PWZ_COMMAND_CASES_FORK] = {
        .name = "cases", .sub = "fork", .operands = " CASE", .operands_least = 1,
        .operands_most = 1,
        .summary = "begin a case for another subscription of the same partner",
        .details = "What holds for the partner is kept with its source and time; what holds for the\n"
                   "customer or the subscription is left out.\n",
        .run = pwz_cmd_cases_fork,
    },
    [PWZ_COMMAND_CASES_NOTE] = {
        .name = "cases", .sub = "note", .operands = " CASE TEXT", .operands_least = 2,
        .operands_most = 2,
        .summary = "add a note to a case",
        .run = pwz_cmd_cases_note,
    },
    [PWZ_COMMAND_CASES_VERIFY] = {
        .name = "cases", .sub = "verify", .operands = " [CASE|FILE]…",
        .operands_most = PWZ_OPERANDS_MANY,
        .summary = "prove cases whole; without words all of them",
        .run = pwz_cmd_cases_verify,
    },
    [PWZ_COMMAND_CASES_REJUDGE] = {
        .name = "cases", .sub = "rejudge", .operands = " [CASE]…",
        .operands_most = PWZ_OPERANDS_MANY,
        .summary = "tell whose result changes under other content",
        .details = "Nothing is changed. With --content DIR the pack in DIR judges, else the built-in\n"
                   "one; without CASE all cases are judged.\n",
        .run = pwz_cmd_cases_rejudge,
    },
    [PWZ_COMMAND_CASES_STATS] = {
        .name = "cases", .sub = "stats", .operands = "",
        .summary = "count results, questions and time, on this machine only",
        .run = pwz_cmd_cases_stats,
    },
    [PWZ_COMMAND_CASES_DELETE] = {
        .name = "cases", .sub = "delete", .operands = " CASE…", .operands_least = 1,
        .operands_most = PWZ_OPERANDS_MANY,
        .summary = "delete cases for good; asks",
        .run = pwz_cmd_cases_delete,
    },
    [PWZ_COMMAND_DIAGNOSE] = {
        .name = "diagnose", .operands = "",
        .summary = "give all answers at once, print the result",
        .details = "Answers file:\n"
                   "  {\"schema\":\"pecwiz-answers/1\",\"facts\":{\"FACT\":\"VALUE\",\"SET\":[\"A\",\"B\"],"
                   "\"F\":null}}\n"
                   "null means: asked, but not known. yes/no facts also take true and false.\n"
                   "With --set a set is a list with commas (empty: none of them), and the value\n"
                   "'unknown' means null.\n",
        .example = "pecwiz diagnose --set case.asker=direct --set access.paths=aobo,guest --json",
        .run = pwz_cmd_diagnose,
    },
    [PWZ_COMMAND_RECON] = {
        .name = "recon", .operands = " FILE…", .operands_most = SIZE_MAX,
        .summary = "what usage files say: days, subscriptions, money",
        .details = "FILE is a daily-rated usage file from Partner Center (CSV), the Graph export of\n"
                   "the same (JSON lines), a monthly (G) reconciliation file, or a cost management\n"
                   "export of the partner scope; plain, gzip or zip. Several are read together;\n"
                   "- reads standard input. Lines are judged one by one: earned, missing (it could\n"
                   "have earned the credit and did not), ineligible, unknown. Lost credit is 15 %\n"
                   "of the cost of missing lines; currencies are never added up.\n"
                   "Text fits the terminal, 80 columns elsewhere. ^C stops reading and shows what\n"
                   "is known so far. Exit status 3 when credit is missing, 0 when not.\n",
        .example = "pecwiz recon --by customer usage.csv.gz",
        .run = pwz_cmd_recon,
    },
    [PWZ_COMMAND_ROLES] = {
        .name = "roles", .operands = " [QUERY]", .operands_most = 1,
        .summary = "look a role up: does it count, and why",
        .details = "QUERY is part of a role's name (old or new) or of its GUID; without QUERY the\n"
                   "whole list is shown. Exit status 4 when nothing matches: a role that is not in\n"
                   "the list cannot be confirmed.\n",
        .example = "pecwiz roles contributor",
        .run = pwz_cmd_roles,
    },
    [PWZ_COMMAND_LINT] = {
        .name = "content", .sub = "lint", .operands = " [DIR]", .operands_most = 1,
        .summary = "check a content pack; without DIR the built-in one",
        .example = "pecwiz content lint content/pec",
        .run = pwz_cmd_lint,
    },
    [PWZ_COMMAND_TEST] = {
        .name = "content", .sub = "test", .operands = " [DIR]", .operands_most = 1,
        .summary = "run the tests of a content pack",
        .example = "pecwiz content test content/pec",
        .run = pwz_cmd_test,
    },
    [PWZ_COMMAND_OUTLINE] = {
        .name = "content", .sub = "outline", .operands = " [DIR]", .operands_most = 1,
        .summary = "show a pack as a tree: questions, rules, verdicts",
        .example = "pecwiz content outline content/pec",
        .run = pwz_cmd_outline,
    },
    [PWZ_COMMAND_GRAPH] = {
        .name = "content", .sub = "graph", .operands = " [DIR]", .operands_most = 1,
        .summary = "print a pack as a graph for Graphviz",
        .details = "Without an option the whole pack: steps as clusters, questions, shared\n"
                   "conditions, rules, verdicts. The graph of one step or one verdict is easier\n"
                   "to read; that of a verdict also has a shortest way of answers to it.\n",
        .example = "pecwiz content graph --step offer | dot -Tsvg -o offer.svg",
        .run = pwz_cmd_graph,
    },
    [PWZ_COMMAND_DOCS] = {
        .name = "content", .sub = "docs", .operands = " [DIR]", .operands_most = 1,
        .summary = "print a pack as one Markdown document to sign",
        .details = "Everything people will see of the pack and everything that decides: questions,\n"
                   "rules in words, verdicts with commands and sources, lists, the support form,\n"
                   "what the pack's tests gave, and lines for a signature.\n",
        .example = "pecwiz content docs -o pack.md",
        .run = pwz_cmd_docs,
    },
};
/* clang-format on */

static bool bears_name(size_t row, const char *name)
{
    return name[0] != '\0' && strcmp(pwz_cli_commands[row].name, name) == 0;
}

static enum pwz_status say_unknown(const char *word, struct pwz_err *err)
{
    const char *names[PWZ_COMMAND_COUNT];
    size_t count = 0;
    const char *nearest;

    for (size_t i = PWZ_COMMAND_WIZARD + 1; i < PWZ_COMMAND_COUNT; i++) {
        names[count++] = pwz_cli_commands[i].name;
    }
    nearest = pwz_text_nearest(word, names, count);
    if (nearest != NULL) {
        return pwz_err_set(err, PWZ_E_NOT_FOUND,
                           "unknown command '%s'; did you mean '%s'?", word, nearest);
    }
    return pwz_err_set(err, PWZ_E_NOT_FOUND, "unknown command '%s'", word);
}

/* The second word of a command that has several; `first` is the first row of its name. */
static enum pwz_status find_sub(const struct pwz_cli *cli, size_t first,
                                enum pwz_command_id *command, struct pwz_err *err)
{
    const char *names[PWZ_COMMAND_COUNT];
    const char *word = cli->operand_count > 1 ? cli->operands[1] : "";
    const char *nearest;
    size_t count = 0;

    for (size_t i = first; i < PWZ_COMMAND_COUNT; i++) {
        if (!bears_name(i, pwz_cli_commands[first].name)) {
            continue;
        }
        if (strcmp(pwz_cli_commands[i].sub, word) == 0) {
            *command = (enum pwz_command_id)i;
            return PWZ_OK;
        }
        if (pwz_cli_commands[i].sub[0] != '\0') {
            names[count++] = pwz_cli_commands[i].sub;
        }
    }
    if (word[0] == '\0' && cli->wants_help) {
        *command = PWZ_COMMAND_WIZARD; /* its help lists all commands */
        return PWZ_OK;
    }
    if (word[0] == '\0') {
        return pwz_err_set(err, PWZ_E_RANGE, "'%s' needs a second word, such as '%s'",
                           pwz_cli_commands[first].name, names[0]);
    }
    nearest = pwz_text_nearest(word, names, count);
    return pwz_err_set(err, PWZ_E_NOT_FOUND, "'%s' has no '%s'; did you mean '%s'?",
                       pwz_cli_commands[first].name, word,
                       nearest != NULL ? nearest : names[0]);
}

const char *pwz_cli_blank(const struct pwz_cli_command *row)
{
    return row->sub != NULL && row->sub[0] != '\0' ? " " : "";
}

static void drop_words(struct pwz_cli *cli, size_t count)
{
    cli->operands += count;
    cli->operand_count -= count;
}

enum pwz_status pwz_cli_find_command(struct pwz_cli *cli, enum pwz_command_id *command,
                                     struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;
    size_t row = 0;

    *command = PWZ_COMMAND_WIZARD;
    if (cli->operand_count == 0) {
        return PWZ_OK;
    }
    while (row < PWZ_COMMAND_COUNT && !bears_name(row, cli->operands[0])) {
        row++;
    }
    if (row == PWZ_COMMAND_COUNT) {
        return say_unknown(cli->operands[0], err);
    }
    *command = (enum pwz_command_id)row;
    if (pwz_cli_commands[row].sub != NULL) {
        status = find_sub(cli, row, command, err);
    }
    if (status == PWZ_OK) {
        drop_words(cli,
                   pwz_cli_commands[row].sub != NULL && cli->operand_count > 1 ? 2 : 1);
    }
    return status;
}
