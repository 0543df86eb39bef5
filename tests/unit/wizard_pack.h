/*
 * A small pack about doors for the wizard's tests, compiled from files in memory. Three
 * steps: a choice, a hint and a set; a yes/no, a choice with a list and another choice;
 * typed details. Each rule is one answer, so expected walks are easy to reason.
 */
#ifndef UNIT_WIZARD_PACK_H
#define UNIT_WIZARD_PACK_H

#include <string.h>

#include "pecwiz/content.h"
#include "pecwiz/mem.h"
#include "pecwiz/wizard.h"

#include "runner.h"

enum door_fact {
    DOOR_KIND,
    DOOR_AGE,
    DOOR_PARTS,
    DOOR_WORKS,
    DOOR_PAINT,
    DOOR_HANDLE,
    DOOR_DAY,
    DOOR_SERIAL,
    DOOR_NOTE,
};

enum {
    DOOR_NOW = 1795521600, /* 2026-11-24T12:00:00Z */
    HINGE = 1,
    LOCK = 2,
    BELL = 4
};

static struct pwz_content_file door_files[] = {
    {.name = "facts.json",
     .bytes = "{\"loops\": [\n"
              "],\n"
              " \"facts\": [\n"
              " {\"id\": \"door.kind\", \"type\": \"choice\", \"values\": "
              "[\"wood\", \"steel\", \"glass\"], \"scope\": \"case\", \"good\": "
              "\"wood\"},\n"
              " {\"id\": \"door.age\", \"type\": \"choice\", \"values\": "
              "[\"new\", \"old\"], \"scope\": \"case\", \"use\": \"hint\"},\n"
              " {\"id\": \"door.parts\", \"type\": \"set\", \"values\": "
              "[\"hinge\", \"lock\", \"bell\"], \"scope\": \"case\"},\n"
              " {\"id\": \"door.works\", \"type\": \"bool\", \"scope\": "
              "\"case\", \"good\": \"yes\"},\n"
              " {\"id\": \"door.paint\", \"type\": \"choice\", \"values\": "
              "[\"eligible\", \"not-eligible\", \"unlisted\"], \"scope\": "
              "\"case\", \"good\": \"eligible\"},\n"
              " {\"id\": \"door.handle\", \"type\": \"choice\", \"values\": "
              "[\"firm\", \"loose\"], \"scope\": \"case\", \"good\": \"firm\"},\n"
              " {\"id\": \"door.day\", \"type\": \"date\", \"scope\": \"case\", "
              "\"use\": \"detail\"},\n"
              " {\"id\": \"door.serial\", \"type\": \"text\", \"scope\": "
              "\"case\", \"use\": \"detail\", \"match\": \"^G[0-9]+$\"},\n"
              " {\"id\": \"door.note\", \"type\": \"text\", \"scope\": \"case\", "
              "\"use\": \"detail\"}]}\n"                                          },
    {.name = "lists/paints.json",
     .bytes = "{\"id\": \"paints\",\n"
              " \"title\": \"Paints for doors\",\n"
              " \"sources\": [\n"
              " \"https://example.org/paints\"],\n"
              " \"reviewed\": \"2026-01-01\",\n"
              " \"rows\": [\n"
              " {\"name\": \"Linseed oil\", \"guid\": "
              "\"00000000-0000-0000-0000-000000000001\", \"eligible\": true},\n"
              " {\"name\": \"Lacquer\", \"today\": \"Shellac\", \"guid\": "
              "\"00000000-0000-0000-0000-000000000002\", \"eligible\": true},\n"
              " {\"name\": \"Oil\", \"guid\": "
              "\"00000000-0000-0000-0000-000000000003\", \"eligible\": false},\n"
              " {\"name\": \"Whitewash\", \"guid\": "
              "\"00000000-0000-0000-0000-00000000abcd\", \"eligible\": false}]}\n"},
    {.name = "pack.json",
     .bytes = "{\"schema\": \"pecwiz-content/1\",\n"
              " \"id\": \"door\",\n"
              " \"version\": \"1\",\n"
              " \"status\": \"draft\",\n"
              " \"lastReviewed\": \"2026-01-01\",\n"
              " \"reviewBy\": \"2027-01-01\",\n"
              " \"locale\": \"en\",\n"
              " \"title\": \"Doors\"}\n"                                          },
    {.name = "questions.json",
     .bytes = "{\"steps\": [\n"
              " {\"id\": \"look\", \"questions\": [{\"fact\": \"door.kind\", "
              "\"keys\": {\"steel\": \"w\"}}, {\"fact\": \"door.age\"}, "
              "{\"fact\": \"door.parts\"}]},\n"
              " {\"id\": \"use\", \"questions\": [{\"fact\": \"door.works\"}, "
              "{\"fact\": \"door.paint\", \"list\": \"paints\"}, {\"fact\": "
              "\"door.handle\"}]},\n"
              " {\"id\": \"papers\", \"questions\": [{\"fact\": \"door.day\"}, "
              "{\"fact\": \"door.serial\"}, {\"fact\": \"door.note\"}]}]}\n"      },
    {.name = "rules.json",
     .bytes = "{\"conditions\": [\n"
              "],\n"
              " \"rules\": [\n"
              " {\"id\": \"r-glass\", \"step\": \"look\", \"verdict\": "
              "\"is-glass\", \"when\": {\"fact\": \"door.kind\", \"is\": "
              "\"glass\"}},\n"
              " {\"id\": \"r-bell\", \"step\": \"look\", \"verdict\": "
              "\"has-bell\", \"when\": {\"fact\": \"door.parts\", \"has\": "
              "\"bell\"}},\n"
              " {\"id\": \"r-dead\", \"step\": \"use\", \"verdict\": "
              "\"is-stuck\", \"when\": {\"fact\": \"door.works\", \"is\": "
              "\"no\"}},\n"
              " {\"id\": \"r-paint\", \"step\": \"use\", \"verdict\": "
              "\"bad-paint\", \"when\": {\"fact\": \"door.paint\", \"in\": "
              "[\"not-eligible\", \"unlisted\"]}},\n"
              " {\"id\": \"r-loose\", \"step\": \"use\", \"verdict\": "
              "\"is-loose\", \"when\": {\"fact\": \"door.handle\", \"is\": "
              "\"loose\"}}],\n"
              " \"otherwise\": \"is-fine\"}\n"                                    },
    {.name = "text/en/bad-paint.md",
     .bytes = "# The paint is bad\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that the paint is bad.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of bad-paint.\n"                                            },
    {.name = "text/en/door.age.md",
     .bytes = "# How old is it?\n"
              "\n"
              "- `new`: New\n"
              "- `old`: Old\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"
              "\n"
              "## Say\n"
              "\n"
              "Tell me.\n"
              "\n"
              "## Note\n"
              "\n"
              "Agents know.\n"                                                    },
    {.name = "text/en/door.day.md",
     .bytes = "# Which day was it painted?\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"                                                    },
    {.name = "text/en/door.handle.md",
     .bytes = "# How is the handle?\n"
              "\n"
              "- `firm`: Firm\n"
              "- `loose`: Loose\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"
              "\n"
              "## Say\n"
              "\n"
              "Tell me.\n"
              "\n"
              "## Note\n"
              "\n"
              "Agents know.\n"                                                    },
    {.name = "text/en/door.kind.md",
     .bytes = "# Which kind of door is it?\n"
              "\n"
              "- `wood`: Wood, as in a forest\n"
              "- `steel`: Steel\n"
              "- `glass`: ガラスの扉 of glass\n"
              "\n"
              "## Why\n"
              "\n"
              "Kinds **differ**, see [the book](https://example.org/doors).\n"
              "\n"
              "## Where to look\n"
              "\n"
              "word01 word02 word03 word04 word05 word06 word07 word08 word09 "
              "word10 word11 word12 word13 word14 word15 word16 word17 word18 "
              "word19 word20 word21 word22 word23 word24 word25 word26 word27 "
              "word28 word29 word30 word31 word32 word33 word34 word35 word36 "
              "word37 word38 word39 word40 word41 word42 word43 word44 word45 "
              "word46 word47 word48 word49 word50 word51 word52 word53 word54 "
              "word55 word56 word57 word58 word59 word60\n"
              "\n"
              "## Say\n"
              "\n"
              "Please look at the door.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of the agent.\n"                                            },
    {.name = "text/en/door.note.md",
     .bytes = "# What else is there to say?\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"                                                    },
    {.name = "text/en/door.paint.md",
     .bytes = "# How is it painted?\n"
              "\n"
              "- `eligible`: Good paint\n"
              "- `not-eligible`: Bad paint\n"
              "- `unlisted`: Other paint\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"
              "\n"
              "## Say\n"
              "\n"
              "Tell me.\n"
              "\n"
              "## Note\n"
              "\n"
              "Agents know.\n"                                                    },
    {.name = "text/en/door.parts.md",
     .bytes = "# Which parts does it have?\n"
              "\n"
              "- `hinge`: Hinge\n"
              "- `lock`: Lock\n"
              "- `bell`: Bell\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"
              "\n"
              "## Say\n"
              "\n"
              "Tell me.\n"
              "\n"
              "## Note\n"
              "\n"
              "Agents know.\n"                                                    },
    {.name = "text/en/door.serial.md",
     .bytes = "# Which serial number has it?\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"                                                    },
    {.name = "text/en/door.works.md",
     .bytes = "# Does it open?\n"
              "\n"
              "- `yes`: Yes, it opens\n"
              "- `no`: No, it is stuck\n"
              "\n"
              "## Why\n"
              "\n"
              "It matters.\n"
              "\n"
              "## Where to look\n"
              "\n"
              "At the door.\n"
              "\n"
              "## Say\n"
              "\n"
              "Tell me.\n"
              "\n"
              "## Note\n"
              "\n"
              "Agents know.\n"                                                    },
    {.name = "text/en/has-bell.md",
     .bytes = "# The bell rings\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that the bell rings.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of has-bell.\n"                                             },
    {.name = "text/en/is-fine.md",
     .bytes = "# The door is fine\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that the door is fine.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of is-fine.\n"                                              },
    {.name = "text/en/is-glass.md",
     .bytes = "# Glass breaks\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that glass breaks.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of is-glass.\n"                                             },
    {.name = "text/en/is-loose.md",
     .bytes = "# The handle is loose\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that the handle is loose.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of is-loose.\n"                                             },
    {.name = "text/en/is-stuck.md",
     .bytes = "# The door is stuck\n"
              "\n"
              "## Say\n"
              "\n"
              "Say that the door is stuck.\n"
              "\n"
              "## Fix\n"
              "\n"
              "1. Mend it.\n"
              "\n"
              "## Proof\n"
              "\n"
              "Eyes.\n"
              "\n"
              "## Note\n"
              "\n"
              "Secret of is-stuck.\n"                                             },
    {.name = "text/en/words.json",
     .bytes = "{\"step\": {\"look\": \"Looking at it\", \"use\": \"Using it\", "
              "\"papers\": \"Papers with a very long title that is cut\"},\n"
              " \"fact\": {\"door.kind\": \"Kind\", \"door.age\": \"Age\", "
              "\"door.parts\": \"Parts\", \"door.works\": \"Opens\", "
              "\"door.paint\": \"Paint\", \"door.handle\": \"Handle\", "
              "\"door.day\": \"Day\", \"door.serial\": \"Serial\", "
              "\"door.note\": \"Note\"},\n"
              " \"actor\": {\"owner\": \"the owner\"},\n"
              " \"who\": {\"owner\": \"the owner\"},\n"
              " \"grade\": {\"fix\": \"Can be fixed\", \"by-design\": \"By "
              "design\", \"ok\": \"Fine\"}}\n"                                    },
    {.name = "verdicts.json",
     .bytes =
         "{\"verdicts\": [\n"
         " {\"id\": \"is-glass\", \"grade\": \"fix\", \"actor\": \"owner\", "
         "\"reviewed\": \"2026-01-01\", \"sources\": "
         "[\"https://example.org/is-glass\"]},\n"
         " {\"id\": \"has-bell\", \"grade\": \"by-design\", \"actor\": "
         "\"owner\", \"reviewed\": \"2026-01-01\", \"sources\": "
         "[\"https://example.org/has-bell\"]},\n"
         " {\"id\": \"is-stuck\", \"grade\": \"fix\", \"actor\": \"owner\", "
         "\"reviewed\": \"2026-01-01\", \"lookAgainDays\": 2, \"sources\": "
         "[\"https://example.org/is-stuck\"]},\n"
         " {\"id\": \"bad-paint\", \"grade\": \"fix\", \"actor\": "
         "\"owner\", \"reviewed\": \"2026-01-01\", \"sources\": "
         "[\"https://example.org/bad-paint\"]},\n"
         " {\"id\": \"is-loose\", \"grade\": \"fix\", \"actor\": \"owner\", "
         "\"reviewed\": \"2026-01-01\", \"askAgain\": [\"door.handle\", \"door.paint\"], "
         "\"sources\": "
         "[\"https://example.org/is-loose\"]},\n"
         " {\"id\": \"is-fine\", \"grade\": \"ok\", \"actor\": \"owner\", "
         "\"reviewed\": \"2026-01-01\", \"sources\": "
         "[\"https://example.org/is-fine\"]}]}\n"                                 },
};

static unsigned char *door_image;
static struct pwz_pack door_pack;

static void door_open(void)
{
    const struct pwz_content_files files = {
        .file = door_files,
        .count = sizeof door_files / sizeof door_files[0],
    };
    struct pwz_err err = {0};
    char words[1600] = "";
    size_t size = 0;

    for (size_t i = 0; i < files.count; i++) {
        door_files[i].len = strlen(door_files[i].bytes);
    }
    if (pwz_content_compile(&files, &door_image, &size, &err) != PWZ_OK) {
        pwz_err_format(&err, words, sizeof words);
    }
    ck_assert_str_eq(words, "");
    ck_assert_int_eq(pwz_pack_open(&door_pack, door_image, size, &err), PWZ_OK);
}

static void door_close(void)
{
    pwz_mem_free(door_image);
}

#endif
