/*
 * pecwiz-live: the program that speaks HTTPS, so that the wizard never loads libcurl and
 * hostile replies never meet the terminal in one address space. It reads JSON lines on
 * standard input and writes one JSON line for each on standard output.
 *
 * Must not know: terminals, cases, content.
 */
#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "evidence/live/lines.h"
#include "evidence/live/protocol.h"

enum {
    REPLY_MAX = 1024 * 1024,
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2
};

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t done = write(fd, bytes, len);

        if (done < 0 && errno != EINTR) {
            return false;
        }
        if (done > 0) {
            bytes += done;
            len -= (size_t)done;
        }
    }
    return true;
}

/* One line for each request until the input ends; at once, because somebody waits. */
static int serve(void)
{
    struct pwz_lines lines = {.fd = STDIN_FILENO};
    struct pwz_buf line, reply;
    enum pwz_line_kind kind;
    bool is_fine = true;

    pwz_buf_init(&line, PWZ_LIVE_LINE_MAX);
    pwz_buf_init(&reply, REPLY_MAX);
    do {
        kind = pwz_lines_next(&lines, &line);
        pwz_buf_clear(&reply);
        if (kind == PWZ_LINE_WHOLE) {
            pwz_live_answer(pwz_buf_text(&line), line.len, &reply);
        } else if (kind == PWZ_LINE_TOO_LONG) {
            pwz_live_error("the line is too long", &reply);
        }
        is_fine = kind != PWZ_LINE_FAILED && pwz_buf_status(&reply) == PWZ_OK &&
                  write_all(STDOUT_FILENO, pwz_buf_text(&reply), reply.len);
    } while (is_fine && kind != PWZ_LINE_END);
    pwz_buf_done(&reply);
    pwz_buf_done(&line);
    return is_fine ? EXIT_DONE : EXIT_FAILED;
}

static int print(FILE *stream, const char *text, int code)
{
    return fputs(text, stream) < 0 || fflush(stream) != 0 ? EXIT_FAILED : code;
}

int main(int argc, char **argv)
{
    static const char usage[] = "Usage: pecwiz-live [--help | --version]\n"
                                "  Answers JSON lines on standard input, such as "
                                "{\"op\":\"hello\"}; started by pecwiz.\n";
    int code;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return print(stdout, "pecwiz-live " PWZ_VERSION "\n", EXIT_DONE);
    }
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        return print(stdout, usage, EXIT_DONE);
    }
    if (argc > 1) {
        return print(stderr, usage, EXIT_USAGE);
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return print(stderr, "pecwiz-live: libcurl cannot be started\n", EXIT_FAILED);
    }
    code = serve();
    curl_global_cleanup();
    return code;
}
