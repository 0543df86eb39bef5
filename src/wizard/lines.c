/*
 * Wraps texts and documents into styled lines and draws them. Knows documents and
 * screens, not the wizard's state.
 */
#include "wizard/lines.h"

#include <string.h>

#include "pecwiz/image.h"
#include "pecwiz/text.h"

enum {
    ROWS_FIRST = 64,
    CODE_INDENT = 2,
    PAIR_INDENT = 2,
    LEVEL_INDENT = 2,
};

void pwz_lines_done(struct pwz_lines *lines)
{
    pwz_arena_done(&lines->arena);
    pwz_mem_free(lines->rows);
    memset(lines, 0, sizeof *lines);
}

static struct pwz_row *add_row(struct pwz_lines *lines)
{
    if (lines->count == lines->room) {
        size_t room = lines->room == 0 ? ROWS_FIRST : lines->room * 2;
        struct pwz_row *rows = pwz_mem_resize(lines->rows, room, sizeof *rows);
        if (rows == NULL) {
            lines->failed = true;
            return NULL;
        }
        lines->rows = rows;
        lines->room = room;
    }
    struct pwz_row *row = &lines->rows[lines->count++];
    *row = (struct pwz_row){.text = "", .prefix = "", .option = PWZ_NONE};
    return row;
}

/* Copy what the rows will point into. */
static bool keep_flow(struct pwz_lines *lines, struct pwz_flow *flow)
{
    flow->text = pwz_arena_text(&lines->arena, flow->text, flow->len);
    flow->prefix = pwz_arena_text(&lines->arena, flow->prefix, strlen(flow->prefix));
    if (flow->roles != NULL && flow->len > 0) {
        uint8_t *roles = pwz_arena_new(&lines->arena, flow->len, 1);
        if (roles != NULL) {
            memcpy(roles, flow->roles, flow->len);
        }
        lines->failed |= roles == NULL;
        flow->roles = roles;
    }
    lines->failed |= flow->text == NULL || flow->prefix == NULL;
    return !lines->failed;
}

void pwz_lines_flow(struct pwz_lines *lines, const struct pwz_flow *wanted, int cols)
{
    struct pwz_flow flow = *wanted;
    struct pwz_line rest;
    struct pwz_line line = {"", 0};
    bool is_first = true;

    if (!keep_flow(lines, &flow)) {
        return;
    }
    rest = (struct pwz_line){flow.text, flow.len};
    while (pwz_text_wrap(&rest, cols > flow.indent ? (size_t)(cols - flow.indent) : 1,
                         &line) ||
           is_first) {
        struct pwz_row *row = add_row(lines);
        if (row == NULL) {
            return;
        }
        row->text = line.text;
        row->len = line.len;
        row->roles = flow.roles == NULL || line.len == 0
                         ? NULL
                         : flow.roles + (line.text - flow.text);
        row->prefix = is_first ? flow.prefix : "";
        row->indent = flow.indent;
        row->option = flow.option;
        row->role = flow.role;
        row->prefix_role = flow.prefix_role;
        is_first = false;
    }
}

void pwz_lines_text(struct pwz_lines *lines, enum pwz_role role, const char *text,
                    int cols)
{
    const struct pwz_flow flow = {
        .text = text,
        .len = strlen(text),
        .prefix = "",
        .option = PWZ_NONE,
        .role = (uint8_t)role,
    };
    pwz_lines_flow(lines, &flow, cols);
}

void pwz_lines_blank(struct pwz_lines *lines)
{
    add_row(lines);
}

/* ---- documents ---- */

static const uint8_t item_roles[] = {
    [PWZ_DOC_PLAIN] = PWZ_ROLE_PLAIN, [PWZ_DOC_TITLE] = PWZ_ROLE_TITLE,
    [PWZ_DOC_SAY] = PWZ_ROLE_SAY,     [PWZ_DOC_NOTE] = PWZ_ROLE_NOTE,
    [PWZ_DOC_READ] = PWZ_ROLE_CODE,   [PWZ_DOC_CHANGE] = PWZ_ROLE_CHANGE,
    [PWZ_DOC_MUTED] = PWZ_ROLE_MUTED,
};

static const struct {
    uint32_t style;
    uint8_t role;
} run_roles[] = {
    {PWZ_SPAN_LINK,   PWZ_ROLE_LINK  },
    {PWZ_SPAN_CODE,   PWZ_ROLE_CODE  },
    {PWZ_SPAN_STRONG, PWZ_ROLE_STRONG},
};

static uint8_t run_role(const struct pwz_doc_run *run, uint8_t otherwise)
{
    for (size_t i = 0; i < sizeof run_roles / sizeof run_roles[0]; i++) {
        if ((run->style & run_roles[i].style) != 0) {
            return run_roles[i].role;
        }
    }
    return otherwise;
}

/* The text of one item being put together, with a role for every byte. */
struct piece {
    struct pwz_buf text;
    struct pwz_buf roles;
};

enum {
    PIECE_MAX = 1024 * 1024
};

static void add_piece(struct piece *piece, uint8_t role, const char *text)
{
    char roles[64];
    size_t len = strlen(text);

    pwz_buf_add(&piece->text, text, len);
    memset(roles, role, sizeof roles);
    for (; len > sizeof roles; len -= sizeof roles) {
        pwz_buf_add(&piece->roles, roles, sizeof roles);
    }
    pwz_buf_add(&piece->roles, roles, len);
}

/* A link shows its address in full, once: it must be readable and selectable anywhere. */
static bool ends_link(const struct pwz_doc_run *run)
{
    bool goes_on = run->next != NULL && strcmp(run->next->link, run->link) == 0;

    return run->link[0] != '\0' && !goes_on && strcmp(run->link, run->text) != 0;
}

static void add_runs(struct piece *piece, const struct pwz_doc_item *item, uint8_t role)
{
    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        add_piece(piece, run_role(run, role), run->text);
        if (ends_link(run)) {
            add_piece(piece, role, " (");
            add_piece(piece, PWZ_ROLE_LINK, run->link);
            add_piece(piece, role, ")");
        }
    }
}

static void shape_heading(const struct pwz_doc_item *item, struct pwz_flow *flow,
                          struct piece *piece)
{
    uint8_t role = item->role == PWZ_DOC_PLAIN ? PWZ_ROLE_TITLE : flow->role;

    flow->role = role;
    add_runs(piece, item, role);
}

static void shape_para(const struct pwz_doc_item *item, struct pwz_flow *flow,
                       struct piece *piece)
{
    add_runs(piece, item, flow->role);
}

static void shape_bullet(const struct pwz_doc_item *item, struct pwz_flow *flow,
                         struct piece *piece)
{
    flow->prefix = "- ";
    flow->indent = 2 + LEVEL_INDENT * (int)item->level;
    add_runs(piece, item, flow->role);
}

static void shape_number(const struct pwz_doc_item *item, struct pwz_flow *flow,
                         struct piece *piece)
{
    add_runs(piece, item, flow->role);
    flow->indent = 3 + (item->number > 9) + LEVEL_INDENT * (int)item->level;
}

static void shape_code(const struct pwz_doc_item *item, struct pwz_flow *flow,
                       struct piece *piece)
{
    flow->indent = CODE_INDENT;
    flow->role = flow->role == PWZ_ROLE_PLAIN ? PWZ_ROLE_CODE : flow->role;
    add_runs(piece, item, flow->role);
}

static void shape_pair(const struct pwz_doc_item *item, struct pwz_flow *flow,
                       struct piece *piece)
{
    flow->prefix = "  ";
    flow->indent = PAIR_INDENT;
    add_piece(piece, PWZ_ROLE_STRONG, item->name);
    add_piece(piece, flow->role, ": ");
    add_runs(piece, item, flow->role);
}

typedef void shape_fn(const struct pwz_doc_item *item, struct pwz_flow *flow,
                      struct piece *piece);
static shape_fn *const shapes[] = {
    [PWZ_DOC_HEADING] = shape_heading, [PWZ_DOC_PARA] = shape_para,
    [PWZ_DOC_BULLET] = shape_bullet,   [PWZ_DOC_NUMBER] = shape_number,
    [PWZ_DOC_CODE] = shape_code,       [PWZ_DOC_PAIR] = shape_pair,
};

/* List items and pairs stand close together; all else is set apart by an empty line, but
 * a heading belongs to what follows. */
static bool wants_gap(const struct pwz_doc_item *before, const struct pwz_doc_item *item)
{
    if (before == NULL || before->kind == PWZ_DOC_HEADING) {
        return before != NULL && item->kind == PWZ_DOC_HEADING;
    }
    return before->kind != item->kind || item->kind == PWZ_DOC_PARA ||
           item->kind == PWZ_DOC_CODE;
}

static void add_item(struct pwz_lines *lines, const struct pwz_doc_item *item, int cols)
{
    struct piece piece;
    char number[16] = "";
    struct pwz_flow flow = {
        .prefix = "",
        .option = PWZ_NONE,
        .role = item_roles[item->role],
        .prefix_role = item_roles[item->role],
    };

    pwz_buf_init(&piece.text, PIECE_MAX);
    pwz_buf_init(&piece.roles, PIECE_MAX);
    if (item->kind == PWZ_DOC_CODE && item->name[0] != '\0') {
        pwz_lines_text(lines, PWZ_ROLE_STRONG, item->name, cols);
    }
    shapes[item->kind](item, &flow, &piece);
    if (item->kind == PWZ_DOC_NUMBER) {
        struct pwz_buf words;
        pwz_buf_init(&words, sizeof number - 1);
        pwz_buf_addf(&words, "%u. ", item->number);
        memcpy(number, pwz_buf_text(&words), words.len + 1);
        pwz_buf_done(&words);
        flow.prefix = number;
    }
    flow.text = pwz_buf_text(&piece.text);
    flow.len = piece.text.len;
    flow.roles = (const uint8_t *)pwz_buf_text(&piece.roles);
    lines->failed |=
        pwz_buf_status(&piece.text) != PWZ_OK || pwz_buf_status(&piece.roles) != PWZ_OK;
    if (!lines->failed) {
        pwz_lines_flow(lines, &flow, cols);
    }
    pwz_buf_done(&piece.text);
    pwz_buf_done(&piece.roles);
}

void pwz_lines_doc(struct pwz_lines *lines, const struct pwz_doc *doc, int cols)
{
    const struct pwz_doc_item *before = NULL;

    for (const struct pwz_doc_item *item = doc->items; item != NULL; item = item->next) {
        if (wants_gap(before, item)) {
            pwz_lines_blank(lines);
        }
        add_item(lines, item, cols);
        before = item;
    }
    lines->failed |= doc->failed;
}

/* ---- looking up and drawing ---- */

bool pwz_lines_option(const struct pwz_lines *lines, uint32_t option, size_t *first,
                      size_t *last)
{
    bool is_found = false;

    for (size_t i = 0; i < lines->count; i++) {
        if (lines->rows[i].option != option) {
            continue;
        }
        *first = is_found ? *first : i;
        *last = i;
        is_found = true;
    }
    return is_found;
}

/* Bytes of the next run of one role. */
static size_t run_len(const struct pwz_row *row, size_t at)
{
    size_t end = at + 1;

    if (row->roles == NULL) {
        return row->len - at;
    }
    while (end < row->len && row->roles[end] == row->roles[at]) {
        end++;
    }
    return end - at;
}

void pwz_lines_draw(const struct pwz_lines *lines, size_t index,
                    struct pwz_screen *screen, int row_at, int col, int width)
{
    const struct pwz_row *row = &lines->rows[index];
    size_t prefix_len = strlen(row->prefix);
    int start = row->indent - (int)pwz_text_width(row->prefix, prefix_len);
    int used = row->indent;

    if (start >= 0 && prefix_len > 0) {
        pwz_screen_put(screen, row_at, col + start, width - start, row->prefix_role,
                       row->prefix, prefix_len);
    }
    for (size_t at = 0; at < row->len;) {
        size_t len = run_len(row, at);
        enum pwz_role role = row->roles == NULL ? row->role : row->roles[at];
        used += pwz_screen_put(screen, row_at, col + used, width - used, role,
                               row->text + at, len);
        at += len;
    }
}
