/* The edits of mutate.h, one function each, in a table. */
#include "mutate.h"

#include <check.h>
#include <ctype.h>
#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"

enum {
    FILE_MAX = 4 * 1024 * 1024
};

/* The file as a text that may be searched, and the mutant's row. */
struct work {
    const struct pwz_content_files *files;
    const struct mutant *mutant;
    const char *text;
    size_t len;
};

static const char *must_find(const char *text, const char *part, const char *where)
{
    const char *hit = strstr(text, part);

    ck_assert_msg(hit != NULL, "%s: nothing to break: '%s' is not there", where, part);
    return hit;
}

/* The first `find` behind `after`. */
static const char *place_of(const struct work *work)
{
    const struct mutant *mutant = work->mutant;
    const char *from =
        mutant->after ? must_find(work->text, mutant->after, mutant->name) : work->text;

    return must_find(from, mutant->find, mutant->name);
}

static void put_around(const struct work *work, const char *from, const char *to,
                       const char *put, struct pwz_buf *out)
{
    pwz_buf_add(out, work->text, (size_t)(from - work->text));
    pwz_buf_adds(out, put);
    pwz_buf_adds(out, to);
}

static void edit_replace(const struct work *work, struct pwz_buf *out)
{
    const char *hit = place_of(work);

    put_around(work, hit, hit + strlen(work->mutant->find), work->mutant->put, out);
}

static void replace_times(const struct work *work, size_t times, struct pwz_buf *out)
{
    const char *rest = work->text;
    const char *hit = place_of(work);

    for (; hit && times > 0; times--) {
        pwz_buf_add(out, rest, (size_t)(hit - rest));
        pwz_buf_adds(out, work->mutant->put);
        rest = hit + strlen(work->mutant->find);
        hit = strstr(rest, work->mutant->find);
    }
    pwz_buf_adds(out, rest);
}

static void edit_all(const struct work *work, struct pwz_buf *out)
{
    replace_times(work, SIZE_MAX, out);
}

static void edit_two(const struct work *work, struct pwz_buf *out)
{
    replace_times(work, 2, out);
}

static void edit_value(const struct work *work, struct pwz_buf *out)
{
    const char *hit = place_of(work) + strlen(work->mutant->find);

    put_around(work, hit, must_find(hit, "\"", work->mutant->name), work->mutant->put,
               out);
}

static void edit_empty(const struct work *work, struct pwz_buf *out)
{
    const char *hit = place_of(work) + strlen(work->mutant->find);

    put_around(work, hit, must_find(hit, "]", work->mutant->name), "", out);
}

/* Two pieces that do not overlap change places. */
static void exchange(const struct work *work, const char *a, size_t a_len, const char *b,
                     size_t b_len, struct pwz_buf *out)
{
    const char *first = a < b ? a : b, *second = a < b ? b : a;
    size_t first_len = a < b ? a_len : b_len, second_len = a < b ? b_len : a_len;

    pwz_buf_add(out, work->text, (size_t)(first - work->text));
    pwz_buf_add(out, second, second_len);
    pwz_buf_add(out, first + first_len, (size_t)(second - first) - first_len);
    pwz_buf_add(out, first, first_len);
    pwz_buf_adds(out, second + second_len);
}

static void edit_swap(const struct work *work, struct pwz_buf *out)
{
    const char *put = must_find(work->text, work->mutant->put, work->mutant->name);

    exchange(work, place_of(work), strlen(work->mutant->find), put,
             strlen(work->mutant->put), out);
}

/* The JSON object whose "id" is this one; strings of packs hold no lonely braces. */
static const char *object_of(const struct work *work, const char *id, size_t *len)
{
    struct pwz_buf key;
    size_t depth = 0, at = 0;

    pwz_buf_init(&key, 200);
    pwz_buf_addf(&key, "\"id\": \"%s\"", id);
    const char *start = must_find(work->text, pwz_buf_text(&key), work->mutant->name);
    pwz_buf_done(&key);
    while (*start != '{')
        start--;
    do {
        depth += start[at] == '{';
        depth -= start[at] == '}';
        at++;
    } while (depth > 0);
    *len = at;
    return start;
}

static void edit_swap_rules(const struct work *work, struct pwz_buf *out)
{
    size_t a_len, b_len;
    const char *a = object_of(work, work->mutant->find, &a_len);
    const char *b = object_of(work, work->mutant->put, &b_len);

    exchange(work, a, a_len, b, b_len, out);
}

static void edit_drop_rule(const struct work *work, struct pwz_buf *out)
{
    size_t len;
    const char *object = object_of(work, work->mutant->find, &len);

    put_around(work, object, must_find(object + len, ",", work->mutant->name) + 1, "",
               out);
}

static void edit_append(const struct work *work, struct pwz_buf *out)
{
    pwz_buf_adds(out, work->text);
    pwz_buf_adds(out, work->mutant->put);
}

static void edit_cut(const struct work *work, struct pwz_buf *out)
{
    pwz_buf_add(out, work->text, (size_t)(place_of(work) - work->text));
}

static void edit_halve(const struct work *work, struct pwz_buf *out)
{
    pwz_buf_add(out, work->text, work->len / 2);
}

enum {
    BURIED = 40,
    DEEP = 600
};

static void edit_bury(const struct work *work, struct pwz_buf *out)
{
    const char *hit = place_of(work) + strlen(work->mutant->find);
    size_t depth = 0, len = 0;

    do {
        depth += hit[len] == '{';
        depth -= hit[len] == '}';
        len++;
    } while (depth > 0);
    pwz_buf_add(out, work->text, (size_t)(hit - work->text));
    for (int i = 0; i < BURIED; i++)
        pwz_buf_adds(out, "{\"not\": ");
    pwz_buf_add(out, hit, len);
    for (int i = 0; i < BURIED; i++)
        pwz_buf_adds(out, "}");
    pwz_buf_adds(out, hit + len);
}

static void edit_deepen(const struct work *work, struct pwz_buf *out)
{
    for (int i = 0; i < DEEP; i++)
        pwz_buf_addc(out, '[');
    pwz_buf_adds(out, work->text);
}

static void edit_nul(const struct work *work, struct pwz_buf *out)
{
    pwz_buf_add(out, work->text, work->len / 2);
    pwz_buf_addc(out, '\0');
    pwz_buf_adds(out, work->text + work->len / 2);
}

static void edit_lower(const struct work *work, struct pwz_buf *out)
{
    char small[2] = {(char)tolower((unsigned char)work->text[2]), '\0'};

    put_around(work, work->text + 2, work->text + 3, small, out);
}

static const struct pwz_content_file *file_of(const struct pwz_content_files *files,
                                              const char *name)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->file[i].name, name) == 0)
            return &files->file[i];
    return NULL;
}

static void edit_copy_title(const struct work *work, struct pwz_buf *out)
{
    const struct pwz_content_file *other = file_of(work->files, work->mutant->find);

    ck_assert_msg(other != NULL, "%s: no file '%s'", work->mutant->name,
                  work->mutant->find);
    pwz_buf_add(out, other->bytes, strcspn(other->bytes, "\n"));
    pwz_buf_adds(out, strchr(work->text, '\n'));
}

static void edit_same_label(const struct work *work, struct pwz_buf *out)
{
    const char *first = must_find(work->text, "\n- `", work->mutant->name) + 4;
    const char *second = must_find(first, "\n- `", work->mutant->name) + 4;
    const char *from = must_find(second, "`:", work->mutant->name);

    first = must_find(first, "`:", work->mutant->name);
    pwz_buf_add(out, work->text, (size_t)(from - work->text));
    pwz_buf_add(out, first, strcspn(first, "\n"));
    pwz_buf_adds(out, from + strcspn(from, "\n"));
}

typedef void edit_fn(const struct work *work, struct pwz_buf *out);

static edit_fn *const edits[] = {
    [EDIT_REPLACE] = edit_replace,
    [EDIT_ALL] = edit_all,
    [EDIT_TWO] = edit_two,
    [EDIT_VALUE] = edit_value,
    [EDIT_EMPTY] = edit_empty,
    [EDIT_SWAP] = edit_swap,
    [EDIT_SWAP_RULES] = edit_swap_rules,
    [EDIT_DROP_RULE] = edit_drop_rule,
    [EDIT_APPEND] = edit_append,
    [EDIT_CUT] = edit_cut,
    [EDIT_HALVE] = edit_halve,
    [EDIT_BURY] = edit_bury,
    [EDIT_DEEPEN] = edit_deepen,
    [EDIT_NUL] = edit_nul,
    [EDIT_LOWER] = edit_lower,
    [EDIT_COPY_TITLE] = edit_copy_title,
    [EDIT_SAME_LABEL] = edit_same_label,
};

/* ---- the copy ---- */

static void copy_list(const struct pwz_content_files *files, struct broken *broken)
{
    broken->file = pwz_mem_new(files->count + 1, sizeof *broken->file);
    ck_assert_ptr_nonnull(broken->file);
    memcpy(broken->file, files->file, files->count * sizeof *broken->file);
    broken->files =
        (struct pwz_content_files){.file = broken->file, .count = files->count};
    broken->bytes = NULL;
}

static void set_bytes(struct broken *broken, size_t file, const char *bytes, size_t len)
{
    broken->bytes = pwz_mem_new(len ? len : 1, 1);
    ck_assert_ptr_nonnull(broken->bytes);
    memcpy(broken->bytes, bytes, len);
    broken->file[file].bytes = broken->bytes;
    broken->file[file].len = len;
}

void break_bytes(const struct pwz_content_files *files, size_t file, const char *bytes,
                 size_t len, struct broken *broken)
{
    copy_list(files, broken);
    set_bytes(broken, file, bytes, len);
}

/* Keeps the list sorted by name, as the reader of folders leaves it. */
static void add_file(const struct mutant *mutant, struct broken *broken)
{
    size_t at = broken->files.count++;

    for (; at > 0 && strcmp(broken->file[at - 1].name, mutant->file) > 0; at--)
        broken->file[at] = broken->file[at - 1];
    broken->file[at].name = mutant->file;
    set_bytes(broken, at, mutant->put, strlen(mutant->put));
}

void break_pack(const struct pwz_content_files *files, const struct mutant *mutant,
                struct broken *broken)
{
    const struct pwz_content_file *file = file_of(files, mutant->file);
    struct pwz_buf out;

    copy_list(files, broken);
    if (mutant->edit == EDIT_ADD) {
        add_file(mutant, broken);
        return;
    }
    ck_assert_msg(file != NULL, "%s: no file '%s'", mutant->name, mutant->file);
    size_t at = (size_t)(file - files->file);
    if (mutant->edit == EDIT_DELETE) {
        memmove(broken->file + at, broken->file + at + 1,
                (--broken->files.count - at) * sizeof *broken->file);
        return;
    }
    struct work work = {files, mutant, file->bytes, file->len};
    pwz_buf_init(&out, FILE_MAX);
    edits[mutant->edit](&work, &out);
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_OK);
    set_bytes(broken, at, pwz_buf_text(&out), out.len);
    pwz_buf_done(&out);
}

void broken_done(struct broken *broken)
{
    pwz_mem_free(broken->bytes);
    pwz_mem_free(broken->file);
}
