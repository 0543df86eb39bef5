/*
 * Running line mode over files and looking at its bytes.
 */
#include "script.h"

#include <check.h>
#include <signal.h>
#include <string.h>

#include "pecwiz/text.h"

enum {
    SAID_MAX = 64 * 1024 * 1024,
    LONG_WORD = 40 /* addresses are never cut */
};

static int64_t now(void *context)
{
    (void)context;
    return SCRIPT_NOW;
}

static enum pwz_status perform(void *context, const struct pwz_effect *effect,
                               struct pwz_err *err)
{
    struct script *script = context;

    (void)err;
    if (effect->kind != PWZ_EFFECT_SAVE) {
        return PWZ_OK;
    }
    if (script->saved++ == 0 && script->raised != 0) {
        ck_assert_int_eq(raise(script->raised), 0);
    }
    return PWZ_OK;
}

static void read_back(struct script *script, FILE *out)
{
    char bytes[4096];
    size_t got;

    rewind(out);
    pwz_buf_init(&script->said, SAID_MAX);
    while ((got = fread(bytes, 1, sizeof bytes, out)) > 0) {
        pwz_buf_add(&script->said, bytes, got);
    }
    ck_assert_int_eq(pwz_buf_status(&script->said), PWZ_OK);
}

void script_run(struct script *script, const struct pwz_pack *pack, const char *bytes,
                size_t len)
{
    FILE *in = tmpfile();
    FILE *out = tmpfile();

    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, len, in), len);
    rewind(in);
    const struct pwz_plain_opts opts = {
        .in = fileno(in), .out = out, .now = now, .perform = perform, .context = script};
    ck_assert_int_eq(pwz_wizard_new(pack, &script->wizard_opts, SCRIPT_NOW,
                                    &script->wizard, &script->err),
                     PWZ_OK);
    script->status =
        pwz_plain_run(script->wizard, &opts, &script->ended_by, &script->err);
    read_back(script, out);
    fclose(in);
    fclose(out);
}

void script_done(struct script *script)
{
    pwz_wizard_free(script->wizard);
    pwz_buf_done(&script->said);
}

bool script_said(const struct script *script, const char *words)
{
    return strstr(pwz_buf_text(&script->said), words) != NULL;
}

static size_t longest_word(const char *line, size_t len)
{
    size_t longest = 0;
    size_t word = 0;

    for (size_t i = 0; i < len; i++) {
        word = line[i] == ' ' ? 0 : word + 1;
        longest = word > longest ? word : longest;
    }
    return longest;
}

void script_claim_harmless(const struct script *script)
{
    const char *text = pwz_buf_text(&script->said);
    const size_t len = script->said.len;

    ck_assert_uint_eq(pwz_utf8_check(text, len), len);
    for (size_t i = 0; i < len; i++) {
        ck_assert_msg((unsigned char)text[i] >= 0x20 || text[i] == '\n', "byte %d at %zu",
                      text[i], i);
        ck_assert_int_ne(text[i], 0x7F);
    }
    while (*text != '\0') {
        const size_t line = strcspn(text, "\n");
        ck_assert_msg(pwz_text_width(text, line) <= PWZ_PLAIN_COLS ||
                          longest_word(text, line) > LONG_WORD ||
                          strncmp(text, "    ", 4) == 0,
                      "too wide: %.*s", (int)line, text);
        text += line + (text[line] == '\n' ? 1 : 0);
    }
}
