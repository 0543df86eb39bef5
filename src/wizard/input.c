/*
 * The typed line: insert, delete, move, all by whole characters with their marks. Knows
 * nothing about what is typed or why.
 */
#include "wizard/input.h"

#include <string.h>

#include "pecwiz/keys.h"
#include "pecwiz/text.h"

/* Bytes of the character at the start of `text`; 0 at the end. */
static size_t next_len(const char *text, size_t len)
{
    for (size_t cols = 1; cols <= 2; cols++) {
        size_t fits = pwz_text_fit(text, len, cols, NULL);
        if (fits > 0) {
            return fits;
        }
    }
    return len > 0 ? 1 : 0;
}

/* Start of the character that ends at `at`. */
static size_t before(const struct pwz_input *input, size_t at)
{
    size_t start = 0;

    while (start < at) {
        size_t len = next_len(input->text + start, input->len - start);
        if (start + len >= at) {
            break;
        }
        start += len;
    }
    return start;
}

static void cut(struct pwz_input *input, size_t from, size_t to)
{
    memmove(input->text + from, input->text + to, input->len - to + 1);
    input->len -= to - from;
    input->at = from;
}

static bool insert_gated(struct pwz_input *input, const char *text, size_t len)
{
    if (len > PWZ_TEXT_MAX - input->len) {
        return false;
    }
    memmove(input->text + input->at + len, input->text + input->at,
            input->len - input->at + 1);
    memcpy(input->text + input->at, text, len);
    input->len += len;
    input->at += len;
    return true;
}

bool pwz_input_insert(struct pwz_input *input, const char *bytes, size_t len)
{
    struct pwz_buf gated;
    bool is_done = false;

    /* A forbidden byte becomes three, so this holds all that could ever fit. */
    pwz_buf_init(&gated, (size_t)PWZ_TEXT_MAX * 3);
    if (len <= PWZ_TEXT_MAX) {
        pwz_text_gate(bytes, len, PWZ_GATE_LINE, &gated);
        is_done = pwz_buf_status(&gated) == PWZ_OK &&
                  insert_gated(input, pwz_buf_text(&gated), gated.len);
    }
    pwz_buf_done(&gated);
    return is_done;
}

void pwz_input_set(struct pwz_input *input, const char *text)
{
    size_t len = strlen(text);

    input->len = input->at = 0;
    input->text[0] = '\0';
    while (len > PWZ_TEXT_MAX ||
           (len > 0 && ((unsigned char)text[len] & 0xC0U) == 0x80U)) {
        len--;
    }
    pwz_input_insert(input, text, len);
}

static bool key_left(struct pwz_input *input)
{
    if (input->at == 0) {
        return false;
    }
    input->at = before(input, input->at);
    return true;
}

static bool key_right(struct pwz_input *input)
{
    input->at += next_len(input->text + input->at, input->len - input->at);
    return true;
}

static bool key_home(struct pwz_input *input)
{
    input->at = 0;
    return true;
}

static bool key_end(struct pwz_input *input)
{
    input->at = input->len;
    return true;
}

static bool key_backspace(struct pwz_input *input)
{
    if (input->at > 0) {
        cut(input, before(input, input->at), input->at);
    }
    return true;
}

static bool key_delete(struct pwz_input *input)
{
    size_t len = next_len(input->text + input->at, input->len - input->at);

    cut(input, input->at, input->at + len);
    return true;
}

static const struct {
    uint32_t key;
    bool (*edit)(struct pwz_input *input);
} edits[] = {
    {PWZ_KEY_LEFT,      key_left     },
    {PWZ_KEY_RIGHT,     key_right    },
    {PWZ_KEY_HOME,      key_home     },
    {PWZ_KEY_END,       key_end      },
    {PWZ_KEY_BACKSPACE, key_backspace},
    {PWZ_KEY_DELETE,    key_delete   },
};

bool pwz_input_key(struct pwz_input *input, uint32_t key)
{
    char bytes[4];

    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        if (edits[i].key == key) {
            return edits[i].edit(input);
        }
    }
    if (key < ' ' || key >= PWZ_KEY_SPECIAL || !pwz_rune_is_harmless(key)) {
        return false;
    }
    return pwz_input_insert(input, bytes, pwz_utf8_encode(key, bytes));
}

int pwz_input_draw(const struct pwz_input *input, struct pwz_screen *screen, int row,
                   int col, int width)
{
    size_t start = 0;
    size_t cursor = pwz_text_width(input->text, input->at);
    size_t room = width > 1 ? (size_t)width - 1 : 0;

    while (cursor > room && start < input->at) {
        size_t len = next_len(input->text + start, input->at - start);
        cursor -= pwz_text_width(input->text + start, len);
        start += len;
    }
    pwz_screen_put(screen, row, col, width, PWZ_ROLE_FOCUS, input->text + start,
                   input->len - start);
    return col + (int)cursor;
}
