/* The tiny pack: two steps, a choice, a set that guards a bool, a hint and typed details.
 */
#include "tiny_pack.h"

#include <string.h>

#include "pecwiz/mem.h"

static const struct {
    const char *name, *text;
} sources[] = {
    {"facts.json",
     "{\"loops\": [],\n"
     " \"facts\": [\n"
     "  {\"id\": \"t.color\", \"type\": \"choice\", \"values\": [\"red\", \"green\", "
     "\"blue\"],\n"
     "   \"scope\": \"case\", \"good\": \"green\"},\n"
     "  {\"id\": \"t.parts\", \"type\": \"set\", \"values\": [\"a\", \"b\", \"c\"],\n"
     "   \"scope\": \"case\"},\n"
     "  {\"id\": \"t.works\", \"type\": \"bool\", \"scope\": \"case\", \"good\": "
     "\"yes\",\n"
     "   \"guard\": {\"fact\": \"t.parts\", \"has\": \"b\"}},\n"
     "  {\"id\": \"t.hint\", \"type\": \"bool\", \"scope\": \"case\", \"use\": "
     "\"hint\"},\n"
     "  {\"id\": \"t.day\", \"type\": \"date\", \"scope\": \"case\", \"use\": "
     "\"detail\"},\n"
     "  {\"id\": \"t.guid\", \"type\": \"guid\", \"scope\": \"case\", \"use\": "
     "\"detail\"},\n"
     "  {\"id\": \"t.note\", \"type\": \"text\", \"scope\": \"case\", \"use\": "
     "\"detail\",\n"
     "   \"match\": \"^G[0-9]+$\"}\n"
     " ]}\n"                                                                          },
    {"pack.json",
     "{\"schema\": \"pecwiz-content/1\", \"id\": \"tiny\", \"version\": \"1\",\n"
     " \"status\": \"draft\", \"lastReviewed\": \"2026-01-01\", \"reviewBy\": "
     "\"2027-01-01\",\n"
     " \"locale\": \"en\", \"title\": \"Tiny\"}\n"                                    },
    {"questions.json",       "{\"steps\": [\n"
                       " {\"id\": \"first\", \"questions\": [{\"fact\": \"t.color\", "
                       "\"keys\": {\"red\": \"r\"}},\n"
                       "   {\"fact\": \"t.hint\"}, {\"fact\": \"t.note\"}]},\n"
                       " {\"id\": \"second\", \"notApplicable\": {\"fact\": \"t.color\", "
                       "\"is\": \"blue\"},\n"
                       "   \"questions\": [{\"fact\": \"t.parts\"}, {\"fact\": "
                       "\"t.works\"}, {\"fact\": \"t.day\"},\n"
                       "   {\"fact\": \"t.guid\"}]}\n"
                       "]}\n"                                   },
    {"rules.json",
     "{\"conditions\": [{\"name\": \"has-b\", \"when\": {\"fact\": \"t.parts\", \"has\": "
     "\"b\"}}],\n"
     " \"rules\": [\n"
     "  {\"id\": \"r-red\", \"step\": \"first\", \"verdict\": \"too-red\",\n"
     "   \"when\": {\"fact\": \"t.color\", \"is\": \"red\"}},\n"
     "  {\"id\": \"r-broken\", \"step\": \"second\", \"verdict\": \"broken-b\",\n"
     "   \"when\": {\"all\": [{\"condition\": \"has-b\"}, {\"fact\": \"t.works\", "
     "\"is\": \"no\"}]}},\n"
     "  {\"id\": \"r-a\", \"step\": \"second\", \"verdict\": \"has-a\",\n"
     "   \"when\": {\"fact\": \"t.parts\", \"has\": \"a\"}}],\n"
     " \"otherwise\": \"ask-maker\",\n"
     " \"seen\": [{\"id\": \"s-c\", \"step\": \"second\", \"verdict\": \"has-a\",\n"
     "   \"when\": {\"fact\": \"t.parts\", \"has\": \"c\"}}]}\n"                      },
    {"text/en/ask-maker.md",
     "# Ask the maker\n\n## Say\n\nAsk.\n\n## Fix\n\n1. **You:** ask for {t.note}.\n\n"
     "## Proof\n\nNone.\n\n## Note\n\nNone.\n"                                        },
    {"text/en/broken-b.md",
     "# Part b is broken\n\n## Say\n\nMend b.\n\n## Fix\n\n1. **You:** mend "
     "it, see `b --help`.\n\n## Proof\n\nIt is.\n\n## Note\n\nNone.\n"                },
    {"text/en/has-a.md",
     "# There is a part a\n\n## Say\n\nFine.\n\n## Fix\n\n1. **You:** nothing.\n\n"
     "## Proof\n\nIt is.\n\n## Note\n\nNone.\n"                                       },
    {"text/en/t.color.md",   "# Which color is it?\n\n- `red`: Red\n- `green`: Green as "
                           "grass\n- `blue`: Blue\n\n## Why\n\n"
                           "It matters.\n\n## Where to look\n\nAt it.\n\n## Say\n\nTell "
                           "me.\n\n## Note\n\nLook twice.\n"},
    {"text/en/t.day.md",
     "# Which day was it?\n\n## Why\n\nSo.\n\n## Where to look\n\nThere.\n"           },
    {"text/en/t.guid.md",
     "# Which id has it?\n\n## Why\n\nSo.\n\n## Where to look\n\nThere.\n"            },
    {"text/en/t.hint.md",
     "# Is it old?\n\n- `yes`: Yes\n- `no`: No\n\n## Why\n\nA hint.\n\n"
     "## Where to look\n\nThere.\n\n## Say\n\nSay.\n\n## Note\n\nNote.\n"             },
    {"text/en/t.note.md",
     "# Which invoice?\n\n## Why\n\nSo.\n\n## Where to look\n\nThere.\n"              },
    {"text/en/t.parts.md",
     "# Which parts does it have?\n\n- `a`: Part a\n- `b`: Part b\n- `c`: Part c\n\n## "
     "Why\n\nSo.\n\n"
     "## Where to look\n\nInside.\n\n## Say\n\nSay.\n\n## Note\n\nNote.\n"            },
    {"text/en/t.works.md",
     "# Does part b work?\n\n- `yes`: Yes\n- `no`: No\n\n## Why\n\nSo.\n\n"
     "## Where to look\n\nTry.\n\n## Say\n\nSay.\n\n## Note\n\nNote.\n"               },
    {"text/en/words.json",
     "{\"step\": {\"first\": \"First step\", \"second\": \"Second step\"},\n"
     " \"fact\": {\"t.color\": \"Color\", \"t.parts\": \"Parts\", \"t.works\": \"Part b "
     "works\",\n"
     "  \"t.hint\": \"Age\", \"t.day\": \"Day\", \"t.guid\": \"Id\", \"t.note\": "
     "\"Invoice\"},\n"
     " \"actor\": {\"you\": \"you\"}, \"who\": {\"you\": \"you\"},\n"
     " \"grade\": {\"fix\": \"Can be fixed\", \"ok\": \"Fine\", \"escalate\": \"For the "
     "maker\"}}\n"                                                                    },
    {"verdicts.json",
     "{\"verdicts\": [\n"
     " {\"id\": \"too-red\", \"grade\": \"fix\", \"actor\": \"you\", \"reviewed\": "
     "\"2026-01-01\",\n"
     "  \"sources\": [\"https://example.org/red\"], \"lookAgainDays\": 2, \"commands\": "
     "[\n"
     "   {\"label\": \"Look\", \"shell\": \"bash\", \"text\": \"look --day {t.day}\",\n"
     "    \"changes\": false, \"runBy\": \"you\"}]},\n"
     " {\"id\": \"broken-b\", \"grade\": \"fix\", \"actor\": \"you\", \"reviewed\": "
     "\"2026-01-01\",\n"
     "  \"sources\": [\"https://example.org/b\"]},\n"
     " {\"id\": \"has-a\", \"grade\": \"ok\", \"actor\": \"you\", \"reviewed\": "
     "\"2026-01-01\",\n"
     "  \"sources\": [\"https://example.org/a\"]},\n"
     " {\"id\": \"ask-maker\", \"grade\": \"escalate\", \"actor\": \"you\",\n"
     "  \"reviewed\": \"2026-01-01\", \"sources\": [\"https://example.org/\"]}]}\n"   },
 /* Sorted after text/en/… by byte order, but the loader does not depend on it. */
};

void tiny_replace(struct tiny *tiny, const char *name, const char *bytes)
{
    size_t at = 0;

    while (at < tiny->files.count && strcmp(tiny->file[at].name, name) != 0)
        at++;
    ck_assert_uint_lt(at, TINY_FILES_MAX);
    tiny->file[at] =
        (struct pwz_content_file){.name = name, .bytes = bytes, .len = strlen(bytes)};
    if (at == tiny->files.count)
        tiny->files.count++;
}

void tiny_files(struct tiny *tiny)
{
    memset(tiny, 0, sizeof *tiny);
    tiny->files.file = tiny->file;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        tiny_replace(tiny, sources[i].name, sources[i].text);
    tiny_replace(
        tiny, "text/en/too-red.md",
        "# It is too red\n\n## Say\n\nToo red.\n\n## Fix\n\n"
        "1. **You:** paint {t.guid} on {t.day}.\n\n"
        "## Proof\n\nEyes.\n\n## Note\n\nNone.\n\n## Look again\n\nIn two days.\n");
    tiny_replace(
        tiny, "tests/tiny.json",
        "{\"tests\": [\n"
        " {\"name\": \"red\", \"given\": {\"t.color\": \"red\"}, \"verdict\": "
        "\"too-red\",\n"
        "  \"status\": \"cause-found\"},\n"
        " {\"name\": \"b\", \"given\": {\"t.color\": \"green\", \"t.parts\": [\"b\"],\n"
        "  \"t.works\": \"no\"}, \"verdict\": \"broken-b\", \"status\": "
        "\"cause-found\"},\n"
        " {\"name\": \"a\", \"given\": {\"t.color\": \"blue\", \"t.parts\": [\"a\"]},\n"
        "  \"verdict\": \"has-a\", \"status\": \"no-fault\"},\n"
        " {\"name\": \"none\", \"given\": {\"t.color\": \"blue\", \"t.parts\": []},\n"
        "  \"verdict\": \"ask-maker\", \"status\": \"escalate\"}]}\n");
}

enum pwz_status tiny_compile(struct tiny *tiny, struct pwz_err *err)
{
    return pwz_content_compile(&tiny->files, &tiny->image, &tiny->size, err);
}

void tiny_open(struct tiny *tiny)
{
    struct pwz_err err = {0};
    char words[1600] = "";

    tiny_files(tiny);
    if (tiny_compile(tiny, &err) != PWZ_OK)
        pwz_err_format(&err, words, sizeof words);
    ck_assert_str_eq(words, "");
    ck_assert_int_eq(pwz_pack_open(&tiny->pack, tiny->image, tiny->size, &err), PWZ_OK);
}

void tiny_close(struct tiny *tiny)
{
    pwz_mem_free(tiny->image);
    tiny->image = NULL;
}
