/*
 * Print the screen that the README shows: the wizard of the built-in pack after some
 * keys, at 80 by 24, without a terminal. docs.sh compares; update.sh pastes.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/text.h"
#include "pecwiz/wizard.h"

enum {
    ROWS = 24,
    COLS = 80,
    NOW = 1795521600 /* noon of the day the pack was reviewed, UTC */
};

/* A guest user with a good role and no partner ID link: hints passed over with s, every
 * other check as it should be. A line feed is the Enter key. */
static const char keys[] = "1s132111"
                           "1y13"
                           "111112";

static void print_row(const struct pwz_screen *screen, int row)
{
    char line[COLS * 12 + 1];
    size_t len = 0, used = 0;
    for (int col = 0; col < screen->cols; col++) {
        const struct pwz_cell *cell = pwz_screen_cell(screen, row, col);
        if (cell->rune != 0) {
            len += pwz_utf8_encode(cell->rune, line + len);
        }
        used = cell->rune != ' ' ? len : used;
    }
    printf("%.*s\n", (int)used, line);
}

static void press(struct pwz_wizard *wizard, uint32_t key)
{
    static struct pwz_effects effects;
    const struct pwz_event event = {.kind = PWZ_EVENT_KEY, .key = key, .now = NOW};
    pwz_wizard_update(wizard, &event, &effects);
}

static int fail(const struct pwz_err *err)
{
    fprintf(stderr, "demo: %s\n", err->text);
    return 1;
}

int main(void)
{
    const struct pwz_wizard_opts opts = {.audience = PWZ_AUDIENCE_AGENT};
    struct pwz_wizard *wizard = NULL;
    struct pwz_screen screen = {0};
    struct pwz_err err = {0};
    struct pwz_pack pack;
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);
    if (pwz_pack_open(&pack, image, size, &err) != PWZ_OK ||
        pwz_wizard_new(&pack, &opts, NOW, &wizard, &err) != PWZ_OK) {
        return fail(&err);
    }
    for (size_t i = 0; i < strlen(keys); i++) {
        press(wizard, (uint32_t)keys[i]);
    }
    if (pwz_wizard_view(wizard, ROWS, COLS, &screen) != PWZ_OK) {
        return fail(&err);
    }
    for (int row = 0; row < screen.rows; row++) {
        print_row(&screen, row);
    }
    pwz_screen_done(&screen);
    pwz_wizard_free(wizard);
    return 0;
}
