/*
 * Placeholders: {fact.id} becomes the fact's value, or <short name> while it is unknown.
 *
 * A command is copied into somebody's shell, so there only values made of harmless
 * characters are put in; anything else stays a placeholder the reader has to fill.
 */
#include <string.h>

#include "pecwiz/report.h"

#include "report/parts.h"

enum {
    FACT_ID_MAX = 64 /* bytes; longer braces are no placeholder */
};

enum purpose {
    FOR_READING,
    FOR_A_SHELL
};

struct filler {
    const struct pwz_pack *pack;
    const struct pwz_facts *facts;
    enum purpose purpose;
    size_t open; /* placeholders left unfilled */
};

/* Length of "{fact.id}" at `text`, 0 when there is none; `fact` gets the index. */
static size_t find_placeholder(const struct pwz_pack *pack, const char *text,
                               uint32_t *fact)
{
    const char *end = strchr(text, '}');
    const size_t len = end != NULL ? (size_t)(end - text) - 1 : 0;
    char id[FACT_ID_MAX];

    if (len == 0 || len >= sizeof(id)) {
        return 0;
    }
    memcpy(id, text + 1, len);
    id[len] = '\0';
    *fact = pwz_model_fact(&pack->model, id);
    return *fact == PWZ_NONE ? 0 : len + 2;
}

/* No blank, quote, dollar, semicolon or the like: the same word in every shell. A leading
 * hyphen would turn the value into an option. */
static bool is_plain_word(const char *text)
{
    static const char harmless[] = "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789-_.:/+";

    return text[0] != '\0' && text[0] != '-' && text[strspn(text, harmless)] == '\0';
}

static void fill_one(struct filler *filler, uint32_t fact, struct pwz_buf *out)
{
    struct pwz_buf value;

    pwz_buf_init(&value, PWZ_PIECE_MAX);
    if (filler->facts != NULL && pwz_facts_holding(filler->facts, fact).is_known) {
        pwz_report_value(filler->pack, filler->facts, fact, &value);
    }
    if (value.len > 0 &&
        (filler->purpose == FOR_READING || is_plain_word(pwz_buf_text(&value)))) {
        pwz_buf_adds(out, pwz_buf_text(&value));
    } else {
        pwz_buf_addc(out, '<');
        pwz_buf_adds(out, pwz_fact_label(filler->pack, fact));
        pwz_buf_addc(out, '>');
        filler->open++;
    }
    if (pwz_buf_status(&value) != PWZ_OK) {
        out->status = pwz_buf_status(&value);
    }
    pwz_buf_done(&value);
}

static size_t fill(struct filler *filler, const char *text, struct pwz_buf *out)
{
    while (*text != '\0') {
        const size_t plain = strcspn(text, "{");
        uint32_t fact = PWZ_NONE;
        size_t taken;

        pwz_buf_add(out, text, plain);
        text += plain;
        if (*text == '\0') {
            break;
        }
        taken = find_placeholder(filler->pack, text, &fact);
        if (taken == 0) {
            pwz_buf_addc(out, *text++);
            continue;
        }
        fill_one(filler, fact, out);
        text += taken;
    }
    return filler->open;
}

void pwz_report_fill_span(const struct pwz_pack *pack, const struct pwz_facts *facts,
                          const char *text, bool is_code, struct pwz_buf *out)
{
    struct filler filler = {
        .pack = pack,
        .facts = facts,
        .purpose = is_code ? FOR_A_SHELL : FOR_READING,
    };

    fill(&filler, text, out);
}

size_t pwz_report_fill(const struct pwz_pack *pack, const struct pwz_facts *facts,
                       const char *text, struct pwz_buf *out)
{
    struct filler filler = {.pack = pack, .facts = facts, .purpose = FOR_READING};

    return fill(&filler, text, out);
}

size_t pwz_report_command(const struct pwz_pack *pack, const struct pwz_facts *facts,
                          const struct pwz_command *command, struct pwz_buf *out)
{
    struct filler filler = {.pack = pack, .facts = facts, .purpose = FOR_A_SHELL};

    return fill(&filler, pwz_pack_text(pack, command->text), out);
}
