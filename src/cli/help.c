/*
 * --help, made from the tables of commands, options and exit codes.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum {
    HELP_COLUMN = 25 /* columns before the explanations */
};

static const struct {
    int code;
    const char *words;
} exit_codes[] = {
#define HELP_EXIT(name, number, text) {.code = (number), .words = (text)},
    PWZ_EXIT_LIST(HELP_EXIT)
#undef HELP_EXIT
};

/* "pecwiz content lint [DIR]" */
static int print_usage(const struct pwz_cli_command *row)
{
    const char *blank = row->name[0] != '\0' ? " " : "";

    return printf("pecwiz%s%s%s%s [OPTION]…%s", blank, row->name, pwz_cli_blank(row),
                  row->sub != NULL ? row->sub : "", row->operands);
}

static void print_option(const struct pwz_cli_option *row)
{
    char shown[HELP_COLUMN * 2];

    snprintf(shown, sizeof(shown), "  %c%c%c --%s%s%s", row->short_name != 0 ? '-' : ' ',
             row->short_name != 0 ? row->short_name : ' ',
             row->short_name != 0 ? ',' : ' ', row->name,
             row->argument != NULL ? " " : "",
             row->argument != NULL ? row->argument : "");
    printf("%-*s %s\n", HELP_COLUMN, shown, row->help);
}

static void print_options(unsigned commands)
{
    puts("\nOPTIONS");
    for (size_t i = 0; i < pwz_cli_option_count; i++) {
        if ((pwz_cli_options[i].commands & commands) != 0) {
            print_option(&pwz_cli_options[i]);
        }
    }
}

static void print_exit_status(void)
{
    puts("\nEXIT STATUS");
    for (size_t i = 0; i < sizeof(exit_codes) / sizeof(exit_codes[0]); i++) {
        printf("  %3d  %s\n", exit_codes[i].code, exit_codes[i].words);
    }
}

void pwz_help_all(void)
{
    puts("pecwiz finds out why Azure usage earned no partner earned credit, and who has "
         "to\n"
         "do what about it.\n\nCOMMANDS");
    for (size_t i = 0; i < PWZ_COMMAND_COUNT; i++) {
        const struct pwz_cli_command *row = &pwz_cli_commands[i];
        char words[HELP_COLUMN * 2];

        snprintf(words, sizeof(words), "  pecwiz %s%s%s%s", row->name, pwz_cli_blank(row),
                 row->sub != NULL ? row->sub : "", row->operands);
        printf("%-35s %s\n", words, row->summary);
    }
    puts("\n'pecwiz COMMAND --help' explains one of them. Without a command:");
    print_options(1U << PWZ_COMMAND_WIZARD);
    print_exit_status();
    puts("\nEXAMPLES");
    for (size_t i = 0; i < PWZ_COMMAND_COUNT; i++) {
        if (pwz_cli_commands[i].example != NULL) {
            printf("  %s\n", pwz_cli_commands[i].example);
        }
    }
}

static void print_one(size_t index)
{
    const struct pwz_cli_command *row = &pwz_cli_commands[index];

    printf("Usage: ");
    print_usage(row);
    printf("\n  %s\n", row->summary);
    if (row->details != NULL) {
        printf("\n%s", row->details);
    }
    print_options(1U << index);
    if (row->example != NULL) {
        printf("\nEXAMPLE\n  %s\n", row->example);
    }
}

void pwz_help_command(enum pwz_command_id command)
{
    if (command == PWZ_COMMAND_WIZARD) {
        pwz_help_all();
        return;
    }
    print_one(command);
    print_exit_status();
}
