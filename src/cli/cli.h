/*
 * What the files of the command line share: exit codes, options, commands. Private to
 * this room.
 */
#ifndef PWZ_CLI_CLI_H
#define PWZ_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"
#include "pecwiz/content.h"
#include "pecwiz/curses.h"
#include "pecwiz/recon_report.h"
#include "pecwiz/status.h"
#include "pecwiz/wizard.h"

/* X(name, code, words of --help): the only place where exit codes are numbers. */
#define PWZ_EXIT_LIST(X)                                                                 \
    X(DONE, 0, "done; no fault was found")                                               \
    X(FAILED, 1, "failed: input or output, memory, no terminal")                         \
    X(USAGE, 2, "wrong use: option, answers file or fact; no usage file")                \
    X(CAUSE, 3, "a cause was found, credit is missing; ready for Microsoft")             \
    X(UNDECIDED, 4, "undecided, more evidence is needed; nothing in the list matches")   \
    X(CONTENT, 5, "the content pack is not valid")                                       \
    X(INTERRUPTED, 130, "interrupted")

#define PWZ_CLI_ENUM_EXIT(name, code, words) PWZ_EXIT_##name = (code),
enum pwz_exit {
    PWZ_EXIT_LIST(PWZ_CLI_ENUM_EXIT)
};

enum pwz_format {
    PWZ_FORMAT_TEXT,
    PWZ_FORMAT_JSON,
    PWZ_FORMAT_MARKDOWN,
    PWZ_FORMAT_HTML,
    PWZ_FORMAT_CSV
};

/* The command line after parsing; all strings are those of argv. */
struct pwz_cli {
    const char *answers; /* NULL = not given */
    const char *content; /* NULL = the built-in pack */
    const char **sets;   /* FACT=VALUE, in order */
    size_t set_count;
    const char **recons; /* usage files, in order */
    size_t recon_count;
    const char **operands; /* without the words of the command */
    size_t operand_count;
    enum pwz_format format;
    bool has_format; /* it was asked for */
    enum pwz_audience audience;
    enum pwz_color color;
    const char *step, *verdict;          /* what to draw, NULL = not given */
    const char *output;                  /* file to write, NULL = standard output */
    const char *customer, *subscription; /* ids as typed, NULL = not given */
    enum pwz_recon_by by;
    size_t top;   /* rows; 0 = all */
    size_t width; /* columns, 0 = not given */
    bool has_top;
    const char *state_dir; /* NULL = as the environment says */
    const char *author;    /* NULL = as the environment says */
    const char *from, *to; /* days of statistics, NULL = not given */
    bool wants_steps, is_confirmed;
    bool is_diagram;
    bool is_ascii, has_mouse, is_plain, wants_help, wants_version, wants_rules;
    int64_t now; /* seconds since 1970 UTC, at the start */
    bool is_clock_pinned;
    void *storage;
};

enum {
    PWZ_OPERANDS_MANY = 10000
};

/* Commands, in the order of --help. */
enum pwz_command_id {
    PWZ_COMMAND_WIZARD,
    PWZ_COMMAND_NEW,
    PWZ_COMMAND_RESUME,
    PWZ_COMMAND_CASES,
    PWZ_COMMAND_CASES_SHOW,
    PWZ_COMMAND_CASES_EXPORT,
    PWZ_COMMAND_CASES_IMPORT,
    PWZ_COMMAND_CASES_FORK,
    PWZ_COMMAND_CASES_NOTE,
    PWZ_COMMAND_CASES_VERIFY,
    PWZ_COMMAND_CASES_REJUDGE,
    PWZ_COMMAND_CASES_STATS,
    PWZ_COMMAND_CASES_DELETE,
    PWZ_COMMAND_DIAGNOSE,
    PWZ_COMMAND_RECON,
    PWZ_COMMAND_ROLES,
    PWZ_COMMAND_LINT,
    PWZ_COMMAND_TEST,
    PWZ_COMMAND_OUTLINE,
    PWZ_COMMAND_GRAPH,
    PWZ_COMMAND_DOCS,
    PWZ_COMMAND_COUNT
};

struct pwz_cli_command {
    const char *name;     /* "" = no command word */
    const char *sub;      /* second word, NULL when there is none, "" when it may be left
                             out */
    const char *operands; /* for the usage line */
    size_t operands_least, operands_most;
    const char *summary;
    const char *details; /* for --help, NULL = none */
    const char *example; /* NULL = none */
    enum pwz_exit (*run)(struct pwz_cli *cli);
};
extern const struct pwz_cli_command pwz_cli_commands[PWZ_COMMAND_COUNT];

enum pwz_exit pwz_cmd_wizard(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_new(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_resume(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_show(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_export(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_import(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_fork(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_note(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_verify(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_rejudge(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_stats(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_cases_delete(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_diagnose(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_recon(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_roles(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_lint(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_test(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_outline(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_graph(struct pwz_cli *cli);
enum pwz_exit pwz_cmd_docs(struct pwz_cli *cli);

enum {
    PWZ_CLI_OPTIONS_MAX = 64
};

/* One row for each option. */
struct pwz_cli_option {
    const char *name;     /* without the hyphens */
    char short_name;      /* 0 = none */
    const char *argument; /* its name in --help, NULL = takes none */
    unsigned commands;    /* bits 1 << enum pwz_command_id */
    bool is_repeatable;
    const char *help;
    bool (*take)(struct pwz_cli *cli, int value, const char *argument,
                 struct pwz_err *err);
    int value; /* handed to take() */
};
extern const struct pwz_cli_option pwz_cli_options[];
extern const size_t pwz_cli_option_count;

/* Read argv. `command` gets the row to run or to explain. On any status but PWZ_OK
 * err->text says what is wrong, and nothing may be run. */
enum pwz_status pwz_cli_parse(int argc, char **argv, struct pwz_cli *cli,
                              enum pwz_command_id *command, struct pwz_err *err);
void pwz_cli_done(struct pwz_cli *cli);

/* "cases show", as it is typed: the second word with a blank before it, or "". */
const char *pwz_cli_blank(const struct pwz_cli_command *row);

/* Which command the words name; takes them off the operands. */
enum pwz_status pwz_cli_find_command(struct pwz_cli *cli, enum pwz_command_id *command,
                                     struct pwz_err *err);

void pwz_help_all(void);
void pwz_help_command(enum pwz_command_id command);

/* "pecwiz: FILE:LINE:COL: PATH: text" on standard error; returns the code that fits the
 * status: PWZ_EXIT_FAILED for memory and I/O, `otherwise` for the rest. */
enum pwz_exit pwz_cli_fail(const struct pwz_err *err, enum pwz_exit otherwise);

/* Which variable of the environment asks for plain lines, in words; NULL = none. */
const char *pwz_cli_wished_lines(void);

/* Set cli->now. PWZ_E_RANGE when PECWIZ_NOW is no number. */
enum pwz_status pwz_clock_start(struct pwz_cli *cli, struct pwz_err *err);
/* Seconds since 1970 UTC, now. `cli` is a void pointer to fit the front ends' callback.
 */
int64_t pwz_clock_now(void *cli);

/* One line to standard output; what it is made of may come from outside: it passes the
 * text gate here. */
void pwz_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Write a finished page to standard output; PWZ_EXIT_DONE, or PWZ_EXIT_FAILED when
 * `status` is not PWZ_OK (said on standard error). */
enum pwz_exit pwz_cli_print(const struct pwz_buf *page, enum pwz_status status);

/* Whole file, at most `max` bytes, "-" for standard input. PWZ_E_IO with the system's
 * words, PWZ_E_LIMIT, PWZ_E_NOMEM. `out` must be initialised. */
enum pwz_status pwz_file_read(const char *name, size_t max, struct pwz_buf *out,
                              struct pwz_err *err);

/* Write a finished page into a file, made or emptied before. PWZ_E_IO with the system's
 * words; the file may then be incomplete. */
enum pwz_status pwz_file_write(const char *name, const struct pwz_buf *page,
                               struct pwz_err *err);

/* The pack to work with: a folder's or the built-in one. */
struct pwz_cli_pack {
    struct pwz_pack pack;
    unsigned char *bytes; /* NULL for the built-in one */
};
enum pwz_exit pwz_cli_open_pack(const struct pwz_cli *cli, struct pwz_cli_pack *pack);
void pwz_cli_close_pack(struct pwz_cli_pack *pack);

/* ---- values of options ---- */

/* A whole number from `least` to `most`; false with words in `err` when it is none. */
bool pwz_cli_take_number(const char *argument, size_t least, size_t most, size_t *number,
                         struct pwz_err *err);
/* Index of a word in a list that ends with NULL, or -1 with all of them in `err`. */
int pwz_cli_find_word(const char *const *words, const char *argument,
                      struct pwz_err *err);

#endif
