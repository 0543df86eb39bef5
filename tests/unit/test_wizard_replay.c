/*
 * Property: a journal written while the wizard ran, read back and put through the pure
 * core, gives the result of the wizard byte for byte, and a wizard that takes it goes on
 * with the same result. Random keys over the built-in pack; PWZ_TEST_SEED and
 * PWZ_TEST_ROUNDS draw others and more.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/case.h"
#include "pecwiz/wizard.h"

#include "runner.h"

enum {
    START = 1795521600, /* 2026-11-24T12:00:00Z */
    KEYS = 400,
    PAGE_MAX = 4 * 1024 * 1024
};

struct walk {
    struct pwz_pack pack;
    struct pwz_wizard *wizard;
    struct pwz_cases *cases;
    struct pwz_case *open;
    char dir[64];
    uint32_t random;
    int64_t now;
    size_t saved;
};

static uint32_t draw(struct walk *walk, uint32_t count)
{
    walk->random = walk->random * 1664525U + 1013904223U;
    return (walk->random >> 8) % count;
}

static uint32_t setting(const char *name, uint32_t otherwise)
{
    const char *value = getenv(name);

    return value == NULL ? otherwise : (uint32_t)strtoul(value, NULL, 10);
}

/* ---- the store ---- */

static struct pwz_case_content content_of(const struct pwz_pack *pack)
{
    return (struct pwz_case_content){
        .id = pwz_pack_text(pack, pack->meta->id),
        .version = pwz_pack_text(pack, pack->meta->version),
        .sha256 = pwz_pack_text(pack, pack->meta->sha256),
    };
}

static void save(struct walk *walk, const struct pwz_effect *effect)
{
    const struct pwz_case_view view = pwz_wizard_case(walk->wizard, walk->now);
    const uint32_t verdict = view.result->verdict;
    const struct pwz_case_shown shown = {
        .status = view.result->status,
        .verdict = verdict == PWZ_NONE ? "" : pwz_verdict_id(&walk->pack.model, verdict),
        .look_again = pwz_report_look_again(&view),
    };
    const struct pwz_case_start start = {
        .content = content_of(&walk->pack), .audience = "agent", .at = walk->now};
    struct pwz_err err = {0};

    if (walk->open == NULL) {
        ck_assert_int_eq(pwz_case_create(walk->cases, &start, &walk->open, &err), PWZ_OK);
    }
    ck_assert_msg(pwz_case_add(walk->open, &walk->pack.model, &effect->entry,
                               effect->is_last ? &shown : NULL, &err) == PWZ_OK,
                  "%s", err.text);
    walk->saved++;
}

static void press(struct walk *walk, uint32_t key)
{
    static struct pwz_effects effects;
    const struct pwz_event event = {.kind = PWZ_EVENT_KEY, .key = key, .now = walk->now};

    pwz_wizard_update(walk->wizard, &event, &effects);
    for (size_t i = 0; i < effects.count; i++) {
        if (effects.effect[i].kind == PWZ_EFFECT_SAVE) {
            save(walk, &effects.effect[i]);
        }
    }
}

/* ---- the property ---- */

static void write_json(const struct pwz_case_view *view, struct pwz_buf *out)
{
    pwz_buf_init(out, PAGE_MAX);
    ck_assert_int_eq(pwz_report_json(view, out), PWZ_OK);
}

static void claim_same(const struct pwz_case_view *one, const struct pwz_case_view *two)
{
    struct pwz_buf first;
    struct pwz_buf second;

    write_json(one, &first);
    write_json(two, &second);
    ck_assert_str_eq(pwz_buf_text(&first), pwz_buf_text(&second));
    pwz_buf_done(&first);
    pwz_buf_done(&second);
}

/* Trail and walk alone, no wizard. */
static void claim_core_agrees(const struct walk *walk, const struct pwz_case *read)
{
    struct pwz_case_view view = pwz_wizard_case(walk->wizard, walk->now);
    const struct pwz_case_view before = view;
    struct pwz_trail *trail = NULL;
    struct pwz_walk *core = NULL;
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_case_trail(read, &walk->pack.model, &trail, &err), PWZ_OK);
    ck_assert_int_eq(pwz_walk_new(&walk->pack.model, &core, &err), PWZ_OK);
    view.facts = pwz_trail_facts(trail);
    view.result = pwz_walk_update(core, view.facts);
    claim_same(&before, &view);
    pwz_walk_free(core);
    pwz_trail_free(trail);
}

/* Another wizard that takes the entries. */
static void claim_wizard_agrees(const struct walk *walk, const struct pwz_case *read)
{
    const struct pwz_wizard_opts opts = {.audience = PWZ_AUDIENCE_AGENT};
    struct pwz_case_view before = pwz_wizard_case(walk->wizard, walk->now);
    struct pwz_case_replay replay;
    struct pwz_wizard *again = NULL;
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_new(&walk->pack, &opts, walk->now, &again, &err), PWZ_OK);
    ck_assert_int_eq(pwz_case_replay(read, &walk->pack.model, &replay, &err), PWZ_OK);
    ck_assert_uint_eq(replay.aside_count, 0);
    for (size_t i = 0; i < replay.count; i++) {
        ck_assert_int_eq(pwz_wizard_take(again, &replay.entries[i], &err), PWZ_OK);
    }
    struct pwz_case_view view = pwz_wizard_case(again, walk->now);
    view.since = before.since; /* follow-ups are no entries in effect */
    claim_same(&before, &view);
    pwz_case_replay_done(&replay);
    pwz_wizard_free(again);
}

static void claim_replay(struct walk *walk)
{
    struct pwz_case *read = NULL;
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_case_open(walk->cases, pwz_case_id(walk->open), PWZ_CASE_READ,
                                   walk->now, &read, &err),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_case_event_count(read), walk->saved + 1);
    claim_core_agrees(walk, read);
    claim_wizard_agrees(walk, read);
    ck_assert_int_eq(pwz_case_close(read, &err), PWZ_OK);
}

/* ---- walks ---- */

static void begin(struct walk *walk)
{
    static const char pattern[] = "/tmp/pecwiz-replay-XXXXXX";
    const struct pwz_wizard_opts opts = {.audience = PWZ_AUDIENCE_AGENT};
    struct pwz_err err = {0};
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);

    memcpy(walk->dir, pattern, sizeof pattern);
    ck_assert_ptr_nonnull(mkdtemp(walk->dir));
    const struct pwz_cases_opts store = {
        .dir = walk->dir, .author = "ada", .host = "desk", .program = "0"};
    ck_assert_int_eq(pwz_pack_open(&walk->pack, image, size, &err), PWZ_OK);
    ck_assert_int_eq(pwz_wizard_new(&walk->pack, &opts, START, &walk->wizard, &err),
                     PWZ_OK);
    ck_assert_int_eq(pwz_cases_new(&store, &walk->cases, &err), PWZ_OK);
}

static void end(struct walk *walk)
{
    struct pwz_err err = {0};
    char id[PWZ_CASE_ID_MAX + 1];

    memcpy(id, pwz_case_id(walk->open), strlen(pwz_case_id(walk->open)) + 1);
    ck_assert_int_eq(pwz_case_close(walk->open, &err), PWZ_OK);
    ck_assert_int_eq(pwz_cases_delete(walk->cases, id, &err), PWZ_OK);
    pwz_cases_free(walk->cases);
    pwz_wizard_free(walk->wizard);
    (void)rmdir(walk->dir); /* an index may be left in it */
}

/* Mostly answers; also whatever else writes: undo, clear, notes, hold, copies, all good.
 */
static uint32_t some_key(struct walk *walk)
{
    static const char keys[] = "111122334567ynuus==zxNhcC! \r\t\033jkvblG0aé";

    return (unsigned char)keys[draw(walk, sizeof keys - 1)];
}

START_TEST(a_journal_replays_to_the_result_of_the_wizard_byte_for_byte)
{
    struct walk walk = {.random = setting("PWZ_TEST_SEED", 20261124U) + (uint32_t)_i,
                        .now = START};

    begin(&walk);
    press(&walk, '1');
    for (size_t i = 0; i < KEYS; i++) {
        walk.now += draw(&walk, 40);
        press(&walk, some_key(&walk));
        if (i % 50 == 0) {
            claim_replay(&walk);
        }
    }
    claim_replay(&walk);
    ck_assert_uint_gt(walk.saved, 5);
    end(&walk);
}
END_TEST

int main(void)
{
    const int rounds = (int)setting("PWZ_TEST_ROUNDS", 25);
    Suite *suite = suite_create("replay");
    TCase *tcase = tcase_create("wizard");

    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(
        tcase, a_journal_replays_to_the_result_of_the_wizard_byte_for_byte, 0, rounds);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
