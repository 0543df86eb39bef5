/*
 * Driving a wizard in tests: press keys, look at the screen as text.
 */
#ifndef UNIT_WIZARD_DRIVE_H
#define UNIT_WIZARD_DRIVE_H

#include "pecwiz/text.h"

#include "wizard/state.h"
#include "wizard_pack.h"

static struct pwz_wizard *wizard;
static struct pwz_effects effects;
static struct pwz_screen screen;
static struct pwz_buf seen; /* the screen as lines of text */

static void start_with(const struct pwz_wizard_opts *opts)
{
    struct pwz_err err = {0};

    door_open();
    pwz_buf_init(&seen, 4 * 1024 * 1024);
    ck_assert_int_eq(pwz_wizard_new(&door_pack, opts, DOOR_NOW, &wizard, &err), PWZ_OK);
}

static inline void start(void)
{
    start_with(&(const struct pwz_wizard_opts){.audience = PWZ_AUDIENCE_AGENT});
}

static inline void stop(void)
{
    pwz_wizard_free(wizard);
    pwz_screen_done(&screen);
    pwz_buf_done(&seen);
    door_close();
}

static void press(uint32_t key)
{
    const struct pwz_event event = {
        .kind = PWZ_EVENT_KEY,
        .key = key,
        .now = DOOR_NOW,
    };
    pwz_wizard_update(wizard, &event, &effects);
}

/* One key per character. */
static void keys(const char *text)
{
    for (; *text != '\0'; text++) {
        press((unsigned char)*text);
    }
}

static inline void paste(const char *text)
{
    const struct pwz_event event = {
        .kind = PWZ_EVENT_PASTE,
        .text = text,
        .len = strlen(text),
        .now = DOOR_NOW,
    };
    pwz_wizard_update(wizard, &event, &effects);
}

static void read_row(int row)
{
    char bytes[4];

    for (int col = 0; col < screen.cols; col++) {
        const struct pwz_cell *cell = pwz_screen_cell(&screen, row, col);
        if (cell->rune != 0) {
            pwz_buf_add(&seen, bytes, pwz_utf8_encode(cell->rune, bytes));
        }
    }
    pwz_buf_addc(&seen, '\n');
}

/* The whole screen at this size. */
static const char *look(int rows, int cols)
{
    ck_assert_int_eq(pwz_wizard_view(wizard, rows, cols, &screen), PWZ_OK);
    ck_assert_int_eq(screen.rows, rows);
    ck_assert_int_eq(screen.cols, cols);
    ck_assert_int_ge(screen.cursor_row, 0);
    ck_assert_int_lt(screen.cursor_row, rows);
    ck_assert_int_ge(screen.cursor_col, 0);
    ck_assert_int_lt(screen.cursor_col, cols);
    pwz_buf_clear(&seen);
    for (int row = 0; row < rows; row++) {
        read_row(row);
    }
    return pwz_buf_text(&seen);
}

#define SEES(text) ck_assert_ptr_nonnull(strstr(look(24, 80), (text)))
#define SEES_NOT(text) ck_assert_ptr_null(strstr(look(24, 80), (text)))

static inline enum pwz_mode mode(void)
{
    return pwz_wizard_mode(wizard);
}

static inline uint32_t fact(void)
{
    return pwz_wizard_fact(wizard);
}

static struct pwz_holding holds(uint32_t of)
{
    return pwz_facts_holding(wizard->facts, of);
}

/* Open the question of a fact through the checklist, as a user does. */
static inline void edit(uint32_t of)
{
    uint32_t step = door_pack.model.facts[of].step;

    press(PWZ_KEY_TAB);
    press(PWZ_KEY_HOME);
    for (uint32_t i = 0; i < step; i++) {
        press('j');
    }
    press(PWZ_KEY_ENTER);
    for (uint32_t i = door_pack.model.steps[step].first_fact; i < of; i++) {
        press('j');
    }
    press(PWZ_KEY_ENTER);
}

/* Evidence as a file would give it. */
static inline void give_evidence(uint32_t of, uint32_t value)
{
    const struct pwz_entry entry = {
        .kind = PWZ_ENTRY_EVIDENCE,
        .statement =
            {
                        .fact = of,
                        .source = PWZ_SOURCE_FILE,
                        .value = value,
                        .text = "",
                        .detail = "line 17",
                        .at = DOOR_NOW,
                        },
    };
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
}

#endif
