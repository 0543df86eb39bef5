/*
 * pecwiz cases: all kept cases, those due to look at again first, as a table for people
 * or as one JSON object.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"
#include "pecwiz/time.h"

#include "cli/store.h"

enum {
    PAGE_MAX = 64 * 1024 * 1024,
    NUMBER_COLS = 14,
    DAY_COLS = 11
};

/* ---- for people ---- */

static void pad(struct pwz_buf *page, const char *text, size_t cols)
{
    pwz_buf_adds(page, text);
    for (size_t used = pwz_text_width(text, strlen(text)); used < cols; used++) {
        pwz_buf_addc(page, ' ');
    }
    pwz_buf_addc(page, ' ');
}

static void add_names(const struct pwz_case_summary *item, struct pwz_buf *page)
{
    static const enum pwz_column shown[] = {PWZ_COLUMN_PARTNER, PWZ_COLUMN_CUSTOMER,
                                            PWZ_COLUMN_TICKET};
    const char *comma = "";

    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
        if (item->column[shown[i]][0] != '\0') {
            pwz_buf_addf(page, "%s%s", comma, item->column[shown[i]]);
            comma = ", ";
        }
    }
    pwz_buf_adds(page, comma[0] != '\0' ? ": " : "");
}

static void add_row(const struct pwz_pack *pack, const struct pwz_case_summary *item,
                    struct pwz_buf *page)
{
    char date[PWZ_DATE_SIZE] = "";

    pad(page, item->id, NUMBER_COLS);
    if (item->trouble[0] != '\0') {
        pwz_buf_addf(page, "cannot be read: %s\n", item->trouble);
        return;
    }
    if (item->look_again != 0) {
        pwz_date_text(item->look_again, date);
    }
    pad(page, item->is_closed ? "closed" : item->is_due ? "DUE" : date, DAY_COLS);
    add_names(item, page);
    pwz_buf_adds(page, pwz_store_verdict(pack, item->verdict));
    pwz_buf_adds(page, item->is_damaged ? " (damaged: pecwiz cases verify)\n" : "\n");
}

static void add_table(const struct pwz_pack *pack, const struct pwz_case_list *list,
                      struct pwz_buf *page)
{
    if (list->count == 0) {
        pwz_buf_adds(page, "No case is kept.\n");
        return;
    }
    pad(page, "Case", NUMBER_COLS);
    pad(page, "Look again", DAY_COLS);
    pwz_buf_adds(page, "Who and what\n");
    for (size_t i = 0; i < list->count; i++) {
        add_row(pack, &list->items[i], page);
    }
}

/* ---- for programs ---- */

static void put_text(struct pwz_json_writer *writer, const char *key, const char *text)
{
    pwz_json_key(writer, key);
    pwz_json_string(writer, text[0] == '\0' ? NULL : text);
}

static void put_moment(struct pwz_json_writer *writer, const char *key, int64_t at)
{
    char text[PWZ_TIME_SIZE] = "";

    if (at != 0) {
        pwz_time_text(at, text);
    }
    put_text(writer, key, text);
}

static void put_case(struct pwz_json_writer *writer, const struct pwz_case_summary *item)
{
    pwz_json_open(writer, '{');
    put_text(writer, "id", item->id);
    put_moment(writer, "opened", item->opened);
    put_moment(writer, "last", item->last);
    for (uint32_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        put_text(writer, pwz_column_word(i), item->column[i]);
    }
    put_text(writer, "status", item->status);
    put_text(writer, "verdict", item->verdict);
    pwz_json_key(writer, "answers");
    pwz_json_integer(writer, item->answers);
    pwz_json_key(writer, "content");
    pwz_json_open_inline(writer, '{');
    put_text(writer, "id", item->content_id);
    put_text(writer, "version", item->content_version);
    pwz_json_close(writer, '}');
    pwz_json_close(writer, '}');
}

/* Schema pecwiz-cases/1; a case that cannot be read is told on standard error. */
static void add_json(const struct pwz_case_list *list, struct pwz_buf *page)
{
    struct pwz_json_writer writer;

    pwz_json_writer_init(&writer, page);
    pwz_json_open(&writer, '{');
    put_text(&writer, "schema", "pecwiz-cases/1");
    pwz_json_key(&writer, "cases");
    pwz_json_open(&writer, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].trouble[0] == '\0') {
            put_case(&writer, &list->items[i]);
        }
    }
    pwz_json_close(&writer, ']');
    pwz_json_close(&writer, '}');
    pwz_buf_addc(page, '\n');
}

static bool tell_unreadable(const struct pwz_case_list *list)
{
    bool has_any = false;

    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].trouble[0] != '\0') {
            fprintf(stderr, "pecwiz: case %s cannot be read: %s\n", list->items[i].id,
                    list->items[i].trouble);
            has_any = true;
        }
    }
    return has_any;
}

/* ---- the command ---- */

static enum pwz_exit print_list(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                const struct pwz_case_list *list)
{
    struct pwz_buf page;
    enum pwz_exit code;
    bool is_json = cli->format == PWZ_FORMAT_JSON;

    pwz_buf_init(&page, PAGE_MAX);
    if (is_json) {
        add_json(list, &page);
    } else {
        add_table(pack, list, &page);
    }
    code = pwz_cli_print(&page, pwz_buf_status(&page));
    pwz_buf_done(&page);
    return is_json && tell_unreadable(list) ? PWZ_EXIT_FAILED : code;
}

static enum pwz_exit list_cases(const struct pwz_cli *cli, const struct pwz_pack *pack)
{
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    struct pwz_case_list list = {0};
    enum pwz_status status = pwz_store_open(cli, &cases, &err);
    enum pwz_exit code;

    if (status == PWZ_OK) {
        status = pwz_cases_list(cases, cli->now, PWZ_CASES_BY_LOOK_AGAIN, &list, &err);
    }
    code = status == PWZ_OK ? print_list(cli, pack, &list)
                            : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    pwz_case_list_done(&list);
    pwz_cases_free(cases);
    return code;
}

enum pwz_exit pwz_cmd_cases(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = list_cases(cli, &pack.pack);
    }
    pwz_cli_close_pack(&pack);
    return code;
}
