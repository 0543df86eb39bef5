/*
 * pecwiz: start, dispatch, end. Everything else is in the tables and the commands.
 */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum {
    OUTPUT_ROOM = 64 * 1024
};

/* Only LC_CTYPE: other categories would bring decimal commas. All text is UTF-8, so a
 * locale that is not gets the plainest one that is. */
static void set_locale(void)
{
    if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        (void)setlocale(LC_CTYPE, "C.UTF-8");
    }
}

/* A full disk shows at the latest here; the result must not look complete then. */
static enum pwz_exit close_output(enum pwz_exit code)
{
    struct pwz_err err = {0};
    char words[128] = "cannot be written";

    errno = 0;
    if (fflush(stdout) == 0 && ferror(stdout) == 0) {
        return code;
    }
    if (errno != 0) {
        (void)strerror_r(errno, words, sizeof(words));
    }
    pwz_err_set(&err, PWZ_E_IO, "%s", words);
    pwz_err_place(&err, "standard output", 0, 0);
    return pwz_cli_fail(&err, PWZ_EXIT_FAILED);
}

static enum pwz_exit run(struct pwz_cli *cli, enum pwz_command_id command)
{
    if (cli->wants_help) {
        pwz_help_command(command);
        return PWZ_EXIT_DONE;
    }
    if (cli->wants_version) {
        puts("pecwiz " PWZ_VERSION);
        return PWZ_EXIT_DONE;
    }
    return pwz_cli_commands[command].run(cli);
}

int main(int argc, char **argv)
{
    static char output[OUTPUT_ROOM];
    struct pwz_cli cli = {0};
    struct pwz_err err = {0};
    enum pwz_command_id command = PWZ_COMMAND_WIZARD;
    enum pwz_exit code;

    set_locale();
    (void)setvbuf(stdout, output, _IOFBF, sizeof(output));
    if (pwz_cli_parse(argc, argv, &cli, &command, &err) != PWZ_OK ||
        pwz_clock_start(&cli, &err) != PWZ_OK) {
        code = pwz_cli_fail(&err, PWZ_EXIT_USAGE);
        fputs("Try 'pecwiz --help'.\n", stderr);
    } else {
        code = run(&cli, command);
    }
    pwz_cli_done(&cli);
    return (int)close_output(code);
}
