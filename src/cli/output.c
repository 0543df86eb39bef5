/*
 * What the program says: errors on standard error, finished pages on standard output.
 */
#include <stdio.h>

#include "pecwiz/text.h"

#include "cli/cli.h"

enum {
    LINE_BYTES_MAX = 64 * 1024
};

enum pwz_exit pwz_cli_fail(const struct pwz_err *err, enum pwz_exit otherwise)
{
    char text[sizeof(err->file) + sizeof(err->path) + sizeof(err->text) + 64];

    pwz_err_format(err, text, sizeof(text));
    fprintf(stderr, "pecwiz: %s\n", text);
    return err->status == PWZ_E_IO || err->status == PWZ_E_NOMEM ? PWZ_EXIT_FAILED
                                                                 : otherwise;
}

void pwz_cli_say(const char *format, ...)
{
    struct pwz_buf raw;
    struct pwz_buf line;
    va_list args;

    pwz_buf_init(&raw, LINE_BYTES_MAX);
    pwz_buf_init(&line, 3 * LINE_BYTES_MAX); /* a forbidden byte becomes three */
    va_start(args, format);
    pwz_buf_addv(&raw, format, args);
    va_end(args);
    pwz_text_gate(pwz_buf_text(&raw), raw.len, PWZ_GATE_LINE, &line);
    puts(pwz_buf_text(&line));
    pwz_buf_done(&raw);
    pwz_buf_done(&line);
}

enum pwz_exit pwz_cli_print(const struct pwz_buf *page, enum pwz_status status)
{
    const struct pwz_err err = {.status = status};

    if (status != PWZ_OK) {
        pwz_cli_fail(&err, PWZ_EXIT_FAILED);
        return PWZ_EXIT_FAILED;
    }
    /* Errors stick to the stream; main() looks when it closes it. */
    (void)fwrite(pwz_buf_text(page), 1, page->len, stdout);
    return PWZ_EXIT_DONE;
}
