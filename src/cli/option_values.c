/* Values of options that are numbers or one of a few words. */
#include <string.h>

#include "pecwiz/buf.h"

#include "cli/cli.h"

enum {
    WORDS_MAX = 64 /* bytes of a list of words */
};

bool pwz_cli_take_number(const char *argument, size_t least, size_t most, size_t *number,
                         struct pwz_err *err)
{
    size_t read = 0;
    const char *at = argument;

    while (*at >= '0' && *at <= '9' && read <= most) {
        read = read * 10 + (size_t)(*at++ - '0');
    }
    if (at == argument || *at != '\0' || read < least || read > most) {
        pwz_err_set(err, PWZ_E_RANGE, "takes a number from %zu to %zu; not '%s'", least,
                    most, argument);
        return false;
    }
    *number = read;
    return true;
}

int pwz_cli_find_word(const char *const *words, const char *argument, struct pwz_err *err)
{
    struct pwz_buf list;
    size_t count = 0;

    while (words[count] != NULL && strcmp(words[count], argument) != 0) {
        count++;
    }
    if (words[count] != NULL) {
        return (int)count;
    }
    pwz_buf_init(&list, WORDS_MAX);
    for (size_t i = 0; i < count; i++) {
        pwz_buf_addf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    pwz_err_set(err, PWZ_E_RANGE, "takes one of: %s; not '%s'", pwz_buf_text(&list),
                argument);
    pwz_buf_done(&list);
    return -1;
}
