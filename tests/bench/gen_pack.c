/* Generated packs; see gen_pack.h. Each step s has the facts s.f0 … s.f5 (choices of
 * three), s.parts (a set) and s.works (asked when the set has b). */
#include "gen_pack.h"

#include <stdio.h>
#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"

enum {
    STEP_FACTS = 8,
    STEP_CHOICES = 6,
    FIXED_FILES = 7, /* JSON, and the texts of the two verdicts */
    NAME_BYTES = 40,
    FILE_BYTES_MAX = 4 * 1024 * 1024
};

struct text_file {
    char name[NAME_BYTES];
    struct pwz_buf bytes;
};

struct storage {
    struct gen_pack pack;
    struct text_file *file;
    struct pwz_content_file *view;
    size_t count, room;
};

static const char *const kinds[] = {"f0", "f1", "f2", "f3", "f4", "f5", "parts", "works"};

static struct pwz_buf *add_file(struct storage *s, const char *name)
{
    struct text_file *file = &s->file[s->count++];

    snprintf(file->name, sizeof file->name, "%s", name);
    pwz_buf_init(&file->bytes, FILE_BYTES_MAX);
    return &file->bytes;
}

/* ---- the JSON files ---- */

static void write_meta(struct storage *s)
{
    pwz_buf_adds(add_file(s, "pack.json"),
                 "{\"schema\": \"pecwiz-content/1\", \"id\": \"generated\", \"version\": "
                 "\"1\", \"status\": \"draft\", \"lastReviewed\": \"2026-01-01\", "
                 "\"reviewBy\": \"2027-01-01\", \"locale\": \"en\", \"title\": \"Gen\"}");
}

static void write_facts(struct storage *s, unsigned steps)
{
    struct pwz_buf *out = add_file(s, "facts.json");

    pwz_buf_adds(out, "{\"loops\": [], \"facts\": [");
    for (unsigned step = 0; step < steps; step++) {
        for (unsigned i = 0; i < STEP_CHOICES; i++)
            pwz_buf_addf(out,
                         "%s{\"id\": \"s%u.f%u\", \"type\": \"choice\", \"values\": "
                         "[\"good\", \"bad\", \"worse\"], \"scope\": \"case\", \"good\": "
                         "\"good\"}",
                         step + i > 0 ? ",\n" : "", step, i);
        pwz_buf_addf(out,
                     ",\n{\"id\": \"s%u.parts\", \"type\": \"set\", \"values\": [\"a\", "
                     "\"b\", \"c\"], \"scope\": \"case\"},\n{\"id\": \"s%u.works\", "
                     "\"type\": \"bool\", \"scope\": \"case\", \"good\": \"yes\", "
                     "\"guard\": {\"fact\": \"s%u.parts\", \"has\": \"b\"}}",
                     step, step, step);
    }
    pwz_buf_adds(out, "]}");
}

static void write_questions(struct storage *s, unsigned steps)
{
    struct pwz_buf *out = add_file(s, "questions.json");

    pwz_buf_adds(out, "{\"steps\": [");
    for (unsigned step = 0; step < steps; step++) {
        pwz_buf_addf(out, "%s{\"id\": \"s%u\", \"questions\": [", step ? ",\n" : "",
                     step);
        for (unsigned i = 0; i < STEP_FACTS; i++)
            pwz_buf_addf(out, "%s{\"fact\": \"s%u.%s\"}", i ? ", " : "", step, kinds[i]);
        pwz_buf_adds(out, "]}");
    }
    pwz_buf_adds(out, "]}");
}

static void write_rules(struct storage *s, unsigned steps)
{
    struct pwz_buf *out = add_file(s, "rules.json");

    pwz_buf_adds(out, "{\"rules\": [");
    for (unsigned step = 0; step < steps; step++) {
        for (unsigned i = 0; i < STEP_CHOICES; i++)
            pwz_buf_addf(
                out,
                "%s{\"id\": \"r%u-%u\", \"step\": \"s%u\", \"verdict\": "
                "\"broken\", \"when\": {\"fact\": \"s%u.f%u\", \"is\": \"bad\"}}",
                step + i > 0 ? ",\n" : "", step, i, step, step, i);
        pwz_buf_addf(
            out,
            ",\n{\"id\": \"r%u-two\", \"step\": \"s%u\", \"verdict\": \"broken\", "
            "\"when\": {\"all\": [{\"fact\": \"s%u.f0\", \"is\": \"worse\"}, "
            "{\"fact\": \"s%u.f5\", \"is\": \"worse\"}]}}",
            step, step, step, step);
        pwz_buf_addf(
            out,
            ",\n{\"id\": \"r%u-set\", \"step\": \"s%u\", \"verdict\": \"broken\", "
            "\"when\": {\"all\": [{\"fact\": \"s%u.parts\", \"has\": \"b\"}, "
            "{\"fact\": \"s%u.works\", \"is\": \"no\"}]}}",
            step, step, step, step);
    }
    pwz_buf_adds(out, "], \"otherwise\": \"fine\"}");
}

static void write_verdicts(struct storage *s)
{
    static const char text[] = "## Say\n\nSay it.\n\n## Fix\n\n1. **You:** mend it.\n\n"
                               "## Proof\n\nSeen.\n\n## Note\n\nNone.\n";

    pwz_buf_adds(
        add_file(s, "verdicts.json"),
        "{\"verdicts\": [{\"id\": \"broken\", \"grade\": \"fix\", \"actor\": "
        "\"you\", \"reviewed\": \"2026-01-01\", \"sources\": [\"https://e.org/\"]}, "
        "{\"id\": \"fine\", \"grade\": \"ok\", \"actor\": \"you\", \"reviewed\": "
        "\"2026-01-01\", \"sources\": [\"https://e.org/\"]}]}");
    pwz_buf_addf(add_file(s, "text/en/broken.md"), "# It is broken\n\n%s", text);
    pwz_buf_addf(add_file(s, "text/en/fine.md"), "# It is fine\n\n%s", text);
}

/* ---- words ---- */

static void write_words(struct storage *s, unsigned steps)
{
    struct pwz_buf *out = add_file(s, "text/en/words.json");

    pwz_buf_adds(out, "{\"actor\": {\"you\": \"you\"}, \"grade\": {\"fix\": \"Fix\", "
                      "\"ok\": \"Fine\"}, \"step\": {");
    for (unsigned step = 0; step < steps; step++)
        pwz_buf_addf(out, "%s\"s%u\": \"Step %u\"", step ? ", " : "", step, step);
    pwz_buf_adds(out, "},\n\"fact\": {");
    for (unsigned i = 0; i < steps * STEP_FACTS; i++)
        pwz_buf_addf(out, "%s\"s%u.%s\": \"Fact %u\"", i ? ", " : "", i / STEP_FACTS,
                     kinds[i % STEP_FACTS], i);
    pwz_buf_adds(out, "}}");
}

static void write_text(struct storage *s, unsigned step, unsigned kind)
{
    static const char *const answers[STEP_FACTS] = {
        [STEP_CHOICES] = "- `a`: Part a\n- `b`: Part b\n- `c`: Part c\n",
        [STEP_CHOICES + 1] = "- `yes`: Yes\n- `no`: No\n",
    };
    char name[NAME_BYTES];

    snprintf(name, sizeof name, "text/en/s%u.%s.md", step, kinds[kind]);
    pwz_buf_addf(add_file(s, name),
                 "# What of %s in step %u?\n\n%s\n## Why\n\nIt matters here.\n\n"
                 "## Where to look\n\nIn the portal, under **Access control**.\n\n"
                 "## Say\n\nPlease look at it and tell me.\n\n## Note\n\nLook twice.\n",
                 kinds[kind], step,
                 answers[kind] ? answers[kind]
                               : "- `good`: Good\n- `bad`: Bad\n- `worse`: Worse\n");
}

/* ---- all ---- */

static void write_all(struct storage *s, unsigned steps)
{
    write_meta(s);
    write_facts(s, steps);
    write_questions(s, steps);
    write_rules(s, steps);
    write_verdicts(s);
    write_words(s, steps);
    for (unsigned i = 0; i < steps * STEP_FACTS; i++)
        write_text(s, i / STEP_FACTS, i % STEP_FACTS);
    for (size_t i = 0; i < s->count; i++) {
        s->view[i] = (struct pwz_content_file){.name = s->file[i].name,
                                               .bytes = pwz_buf_text(&s->file[i].bytes),
                                               .len = s->file[i].bytes.len};
        s->pack.bytes += s->file[i].bytes.len;
    }
    s->pack.files =
        (struct pwz_content_files){.file = s->view, .count = s->count, .storage = s};
}

struct gen_pack *gen_pack_new(unsigned facts)
{
    const unsigned steps = (facts + STEP_FACTS - 1) / STEP_FACTS;
    struct storage *s = pwz_mem_new(1, sizeof *s);

    if (s == NULL)
        return NULL;
    s->room = FIXED_FILES + 1 + (size_t)steps * STEP_FACTS;
    s->file = pwz_mem_new(s->room, sizeof *s->file);
    s->view = pwz_mem_new(s->room, sizeof *s->view);
    s->pack.files.storage = s;
    if (s->file == NULL || s->view == NULL) {
        gen_pack_free(&s->pack);
        return NULL;
    }
    write_all(s, steps);
    return &s->pack;
}

void gen_pack_free(struct gen_pack *pack)
{
    struct storage *s = pack != NULL ? pack->files.storage : NULL;

    if (s == NULL)
        return;
    for (size_t i = 0; i < s->count; i++)
        pwz_buf_done(&s->file[i].bytes);
    pwz_mem_free(s->file);
    pwz_mem_free(s->view);
    pwz_mem_free(s);
}
