/*
 * The command line taken apart, by getopt_long and the table of options. Options may
 * stand anywhere. What is wrong is noted first and said when the command is known,
 * because the nearest right name depends on it.
 *
 * Must not know: what any option or command does.
 */
#include <getopt.h>
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

#include "cli/cli.h"

enum {
    FIRST_LONG = 256, /* values of long options in getopt's table; above any character */
    WORD_MAX = 64     /* bytes of a name that can resemble an option's */
};

/* ---- getopt's view of the table ---- */

static void fill_getopt(struct option long_table[PWZ_CLI_OPTIONS_MAX + 1],
                        char short_table[3 + 2 * PWZ_CLI_OPTIONS_MAX])
{
    /* '-': operands come in order, whatever POSIXLY_CORRECT says; ':': we speak ourselves
     */
    char *at = short_table;

    *at++ = '-';
    *at++ = ':';
    for (size_t i = 0; i < pwz_cli_option_count; i++) {
        const struct pwz_cli_option *row = &pwz_cli_options[i];

        long_table[i] = (struct option){
            .name = row->name,
            .has_arg = row->argument != NULL ? required_argument : no_argument,
            .val = FIRST_LONG + (int)i,
        };
        if (row->short_name != 0) {
            *at++ = row->short_name;
        }
        if (row->short_name != 0 && row->argument != NULL) {
            *at++ = ':';
        }
    }
    long_table[pwz_cli_option_count] = (struct option){0};
    *at = '\0';
}

static const struct pwz_cli_option *row_of(int value)
{
    if (value >= FIRST_LONG) {
        return &pwz_cli_options[value - FIRST_LONG];
    }
    for (size_t i = 0; i < pwz_cli_option_count; i++) {
        if (value != 0 && pwz_cli_options[i].short_name == value) {
            return &pwz_cli_options[i];
        }
    }
    return NULL;
}

/* ---- what was met, before the command is known ---- */

struct scan {
    bool is_used[PWZ_CLI_OPTIONS_MAX];
    const char *unknown; /* first option getopt did not know, as typed */
    char letter[3];      /* room for "-x" */
    struct pwz_err *err; /* first error that needs no command */
    bool has_failed;
};

static void note_error(struct scan *scan, const char *name, const char *what)
{
    if (!scan->has_failed) {
        pwz_err_set(scan->err, PWZ_E_RANGE, "option '--%s' %s", name, what);
    }
    scan->has_failed = true;
}

static void note_option(struct scan *scan, struct pwz_cli *cli,
                        const struct pwz_cli_option *row, const char *argument)
{
    const size_t index = (size_t)(row - pwz_cli_options);
    struct pwz_err err = {0};

    if (scan->is_used[index] && row->argument != NULL && !row->is_repeatable) {
        note_error(scan, row->name, "is given twice");
        return;
    }
    scan->is_used[index] = true;
    if (!row->take(cli, row->value, argument, &err)) {
        note_error(scan, row->name, err.text);
    }
}

/* getopt leaves optopt 0 for a long option it does not know, and has then moved on. */
static void note_bad(struct scan *scan, char **argv, bool is_missing)
{
    const struct pwz_cli_option *row = row_of(optopt);

    if (row != NULL) {
        note_error(scan, row->name,
                   is_missing ? "needs an argument" : "takes no argument");
    } else if (scan->unknown == NULL && optopt == 0) {
        scan->unknown = argv[optind - 1];
    } else if (scan->unknown == NULL) {
        scan->letter[0] = '-';
        scan->letter[1] = (char)optopt;
        scan->unknown = scan->letter;
    }
}

static void scan_arguments(struct scan *scan, struct pwz_cli *cli, int argc, char **argv)
{
    struct option long_table[PWZ_CLI_OPTIONS_MAX + 1];
    char short_table[3 + 2 * PWZ_CLI_OPTIONS_MAX];
    int value;

    fill_getopt(long_table, short_table);
    opterr = 0;
    while ((value = getopt_long(argc, argv, short_table, long_table, NULL)) != -1) {
        if (value == 1) {
            cli->operands[cli->operand_count++] = optarg;
        } else if (value == '?' || value == ':') {
            note_bad(scan, argv, value == ':');
        } else {
            note_option(scan, cli, row_of(value), optarg);
        }
    }
    for (int i = optind; i < argc; i++) {
        cli->operands[cli->operand_count++] = argv[i];
    }
}

/* ---- what is wrong, in words ---- */

/* Names of the options of a command that begin with `start`; returns how many. */
static size_t list_names(enum pwz_command_id command, const char *start, size_t len,
                         const char *names[PWZ_CLI_OPTIONS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < pwz_cli_option_count && count < PWZ_CLI_OPTIONS_MAX; i++) {
        if ((pwz_cli_options[i].commands >> command & 1U) != 0 &&
            strncmp(pwz_cli_options[i].name, start, len) == 0) {
            names[count++] = pwz_cli_options[i].name;
        }
    }
    return count;
}

static enum pwz_status say_unknown(const char *typed, enum pwz_command_id command,
                                   struct pwz_err *err)
{
    const char *name = typed + strspn(typed, "-");
    const size_t len = strcspn(name, "=");
    const char *names[PWZ_CLI_OPTIONS_MAX];
    size_t count = list_names(command, name, len, names);
    const char *nearest;
    char word[WORD_MAX] = "";

    if (count > 1 && strncmp(typed, "--", 2) == 0) {
        return pwz_err_set(err, PWZ_E_RANGE, "option '%s' could be '--%s' or '--%s'",
                           typed, names[0], names[1]);
    }
    if (len < sizeof(word)) {
        memcpy(word, name, len);
        word[len] = '\0';
    }
    count = list_names(command, "", 0, names);
    nearest = pwz_text_nearest(word, names, count);
    if (nearest == NULL) {
        return pwz_err_set(err, PWZ_E_RANGE, "unknown option '%s'", typed);
    }
    return pwz_err_set(err, PWZ_E_RANGE, "unknown option '%s'; did you mean '--%s'?",
                       typed, nearest);
}

static enum pwz_status check_options(const struct scan *scan, enum pwz_command_id command,
                                     struct pwz_err *err)
{
    const struct pwz_cli_command *row = &pwz_cli_commands[command];

    for (size_t i = 0; i < pwz_cli_option_count; i++) {
        if (!scan->is_used[i] || (pwz_cli_options[i].commands >> command & 1U) != 0) {
            continue;
        }
        if (row->name[0] == '\0') {
            return pwz_err_set(err, PWZ_E_RANGE, "option '--%s' needs a command",
                               pwz_cli_options[i].name);
        }
        return pwz_err_set(err, PWZ_E_RANGE, "'%s%s%s' has no option '--%s'", row->name,
                           pwz_cli_blank(row), row->sub != NULL ? row->sub : "",
                           pwz_cli_options[i].name);
    }
    return PWZ_OK;
}

static enum pwz_status check_operands(const struct pwz_cli *cli,
                                      enum pwz_command_id command, struct pwz_err *err)
{
    const struct pwz_cli_command *row = &pwz_cli_commands[command];

    if (cli->operand_count < row->operands_least && !cli->wants_help) {
        return pwz_err_set(err, PWZ_E_RANGE, "'%s%s%s' needs%s", row->name,
                           pwz_cli_blank(row), row->sub != NULL ? row->sub : "",
                           row->operands);
    }
    if (cli->operand_count <= row->operands_most) {
        return PWZ_OK;
    }
    return pwz_err_set(err, PWZ_E_RANGE, "'%s' is one word too many",
                       cli->operands[row->operands_most]);
}

enum pwz_status pwz_cli_parse(int argc, char **argv, struct pwz_cli *cli,
                              enum pwz_command_id *command, struct pwz_err *err)
{
    struct scan scan = {.err = err};
    const size_t words = (size_t)(argc > 0 ? argc : 1);
    const char **storage = pwz_mem_new(3 * words, sizeof(*storage));
    enum pwz_status status;

    if (storage == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    cli->storage = storage;
    cli->sets = storage;
    cli->operands = storage + words;
    cli->recons = storage + 2 * words;
    cli->by = PWZ_BY_SUBSCRIPTION;
    scan_arguments(&scan, cli, argc, argv);
    status = pwz_cli_find_command(cli, command, scan.has_failed ? NULL : err);
    if (scan.has_failed) {
        return err->status;
    }
    if (status == PWZ_OK && scan.unknown != NULL) {
        return say_unknown(scan.unknown, *command, err);
    }
    if (status == PWZ_OK) {
        status = check_options(&scan, *command, err);
    }
    return status == PWZ_OK ? check_operands(cli, *command, err) : status;
}

void pwz_cli_done(struct pwz_cli *cli)
{
    pwz_mem_free(cli->storage);
    *cli = (struct pwz_cli){0};
}
