/*
 * Fuzz target: somebody else's case file. The bytes are imported, and they stand in the
 * directory of cases as if they had been copied there, are opened, gone on with, listed,
 * replayed and proved.
 *
 * The first byte chooses: with an odd one every line gets the checksum it should have, so
 * that what lies behind the checksum is reached, too. Memory is the disk.
 */
#include <assert.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/case.h"
#include "pecwiz/text.h"
#include "pecwiz/walk.h"

#include "case/crc32c.h"
#include "disk.h"
#include "tiny_pack.h"

enum {
    NOW = 1795651200,
    INPUT_MAX = 64 * 1024,
    CRC_LEN = 8
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tiny tiny;
static struct pwz_cases *cases;
static char repaired[4 * INPUT_MAX];

static const char path[] = "/home/me/pecwiz/cases";

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void set_up(void)
{
    const struct pwz_cases_opts opts = {
        .dir = path, .author = "ana", .host = "h", .program = "1", .fs = &disk_fs};

    if (tiny.image == NULL) {
        tiny_open(&tiny);
    }
    check(pwz_cases_new(&opts, &cases, NULL) == PWZ_OK);
}

/* ---- right checksums ---- */

static size_t put(size_t at, const char *bytes, size_t len)
{
    assert(at + len <= sizeof(repaired));
    memcpy(repaired + at, bytes, len);
    return at + len;
}

/* The line up to its checksum or its closing brace, then the checksum. */
static size_t repair_line(size_t at, const char *line, size_t len, char crc[CRC_LEN])
{
    static const char digits[] = "0123456789abcdef";
    const char *old = NULL;
    uint32_t sum;

    for (size_t i = 0; i + 9 <= len; i++) {
        old = memcmp(line + i, ", \"crc\": ", 9) == 0 ? line + i : old;
    }
    if (old != NULL) {
        len = (size_t)(old - line);
    } else if (len > 0 && line[len - 1] == '}') {
        len--;
    }
    sum = crc32c(crc32c(0, crc, CRC_LEN), line, len);
    for (int i = 0; i < CRC_LEN; i++) {
        crc[i] = digits[sum >> (28 - 4 * i) & 15U];
    }
    at = put(at, line, len);
    at = put(at, ", \"crc\": \"", 10);
    at = put(at, crc, CRC_LEN);
    return put(at, "\"}\n", 3);
}

static size_t repair(const char *bytes, size_t size)
{
    char crc[CRC_LEN + 1] = "00000000";
    size_t at = 0;

    while (size > 0 && at < sizeof(repaired) / 2) {
        const char *end = memchr(bytes, '\n', size);
        const size_t len = end == NULL ? size : (size_t)(end - bytes);

        at = repair_line(at, bytes, len, crc);
        bytes += len + (end == NULL ? 0 : 1);
        size -= len + (end == NULL ? 0 : 1);
    }
    return at;
}

/* ---- what must hold ---- */

/* Nothing that comes out may do anything to a terminal; a note keeps its lines. */
static void check_text(const char *text)
{
    const size_t len = strlen(text);

    for (size_t at = 0; at < len;) {
        uint32_t rune = 0;
        const size_t step = pwz_utf8_decode(text + at, len - at, &rune);

        check(step > 0 && (rune == '\n' || pwz_rune_is_harmless(rune)));
        at += step;
    }
}

static void check_events(const struct pwz_case *open)
{
    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);
        const char *const texts[] = {
            event->by,          event->program,      event->fact,     event->detail,
            event->text,        event->content.id,   event->audience, event->origin,
            event->forked_from, event->shown.verdict};

        check(event->number == i + 1);
        for (size_t j = 0; j < sizeof(texts) / sizeof(texts[0]); j++) {
            check_text(texts[j]);
        }
        for (size_t j = 0; j < event->value_count; j++) {
            check_text(event->values[j]);
        }
    }
}

static void replay(const struct pwz_case *open)
{
    struct pwz_trail *trail = NULL;
    struct pwz_walk *walk = NULL;
    struct pwz_case_replay made;

    check(pwz_case_replay(open, &tiny.pack.model, &made, NULL) == PWZ_OK);
    pwz_case_replay_done(&made);
    check(pwz_case_trail(open, &tiny.pack.model, &trail, NULL) == PWZ_OK);
    check(pwz_walk_new(&tiny.pack.model, &walk, NULL) == PWZ_OK);
    (void)pwz_walk_update(walk, pwz_trail_facts(trail));
    pwz_walk_free(walk);
    pwz_trail_free(trail);
}

/* What was taken in is a fixed point: taken in again it stays the same. */
static void import(const char *bytes, size_t size)
{
    char id[PWZ_CASE_ID_MAX + 1];
    char again[PWZ_CASE_ID_MAX + 1];
    struct pwz_case *one = NULL;
    struct pwz_case *two = NULL;
    size_t len = 0;
    size_t len_again = 0;
    struct pwz_err err = {0};

    if (pwz_cases_import(cases, bytes, size, "input", NOW, id, &err) != PWZ_OK) {
        check(err.text[0] != '\0');
        check_text(err.text);
        return;
    }
    check(pwz_case_open(cases, id, PWZ_CASE_READ, NOW, &one, NULL) == PWZ_OK);
    check_events(one);
    replay(one);
    bytes = pwz_case_bytes(one, &len);
    check(pwz_cases_import(cases, bytes, len, "again", NOW, again, NULL) == PWZ_OK);
    check(pwz_case_open(cases, again, PWZ_CASE_READ, NOW, &two, NULL) == PWZ_OK);
    check(memcmp(pwz_case_bytes(two, &len_again), bytes, len) == 0 && len == len_again);
    pwz_case_close(one, NULL);
    pwz_case_close(two, NULL);
}

static void go_on(const char *id)
{
    struct pwz_case *open = NULL;
    struct pwz_entry note = {
        .kind = PWZ_ENTRY_NOTE,
        .statement = {.text = "", .detail = "", .at = NOW},
        .text = "mine"
    };
    struct pwz_entry undo = {
        .kind = PWZ_ENTRY_UNDO, .statement = {.text = "", .detail = "", .at = NOW}
    };
    size_t count;

    if (pwz_case_open(cases, id, PWZ_CASE_WRITE, NOW, &open, NULL) != PWZ_OK) {
        return;
    }
    check_events(open);
    replay(open);
    check_text(pwz_case_state(open).words);
    count = pwz_case_event_count(open);
    if (pwz_case_state(open).lock == PWZ_CASE_LOCK_NONE) {
        check(pwz_case_add(open, &tiny.pack.model, &note, NULL, NULL) == PWZ_OK);
        (void)pwz_case_add(open, &tiny.pack.model, &undo, NULL, NULL);
        count = pwz_case_event_count(open);
    }
    check(pwz_case_close(open, NULL) == PWZ_OK);
    check(pwz_case_open(cases, id, PWZ_CASE_READ, NOW, &open, NULL) == PWZ_OK);
    check(pwz_case_event_count(open) == count);
    pwz_case_close(open, NULL);
}

static void look_over(void)
{
    struct pwz_case_list list;
    struct pwz_case_proof proof;
    struct pwz_stats stats;

    for (int i = 0; i < 2; i++) {
        check(pwz_cases_list(cases, NOW, PWZ_CASES_BY_LOOK_AGAIN, &list, NULL) == PWZ_OK);
        for (size_t j = 0; j < list.count; j++) {
            check_text(list.items[j].trouble);
            check_text(list.items[j].column[PWZ_COLUMN_TICKET]);
            check_text(list.items[j].verdict);
            (void)pwz_case_verify(cases, list.items[j].id, NULL, &proof, NULL);
        }
        pwz_case_list_done(&list);
    }
    check(pwz_cases_stats(cases, 0, INT64_MAX, &stats, NULL) == PWZ_OK);
    pwz_stats_done(&stats);
}

/* A case of ours, its bytes replaced by the input. */
static void copy_in(const char *bytes, size_t size)
{
    const struct pwz_case_start start = {
        .content = {"tiny", "1", "00"},
          .audience = "agent", .at = NOW
    };
    struct pwz_case *open = NULL;
    char name[128] = "/home/me/pecwiz/cases/";
    char id[PWZ_CASE_ID_MAX + 1];
    int fd;

    check(pwz_case_create(cases, &start, &open, NULL) == PWZ_OK);
    strcpy(id, pwz_case_id(open));
    pwz_case_close(open, NULL);
    strcat(strcat(name, id), ".pecwiz");
    fd = fs_open(&disk_fs, AT_FDCWD, name, O_RDWR);
    check(fd >= 0 && disk_fs.ftruncate(fd, 0) == 0);
    check(fs_write(&disk_fs, fd, bytes, size) == 0);
    fs_close(&disk_fs, fd);
    go_on(id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct disk *disk;
    const char *bytes = (const char *)data + 1;

    if (size < 2 || size > INPUT_MAX) {
        return 0;
    }
    set_up();
    disk = disk_new();
    size--;
    if (data[0] % 2 == 1) {
        size = repair(bytes, size);
        bytes = repaired;
    }
    import(bytes, size);
    copy_in(bytes, size);
    look_over();
    check(disk_open_files(disk) == 0);
    pwz_cases_free(cases);
    disk_free(disk);
    return 0;
}
