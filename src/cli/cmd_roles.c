/*
 * pecwiz roles: search the pack's list of roles by name (old or new) or GUID and say
 * whether a role counts. What is not in the list cannot be confirmed, which is not "no".
 */
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"

#include "cli/cli.h"

enum {
    PAGE_MAX = 4 * 1024 * 1024
};

static const char list_id[] = "roles";

struct search {
    const struct pwz_pack *pack;
    const struct pwz_list *list;
    const char *query; /* "" = everything */
    uint32_t found;
};

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Names and GUIDs are plain Latin letters; other bytes must be the same. */
static bool contains(const char *text, const char *part)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;

        while (part[i] != '\0' && lower(text[i]) == lower(part[i])) {
            i++;
        }
        if (part[i] == '\0') {
            return true;
        }
    }
    return part[0] == '\0';
}

static bool matches(const struct search *search, const struct pwz_list_row *row)
{
    return contains(pwz_pack_text(search->pack, row->name), search->query) ||
           contains(pwz_pack_text(search->pack, row->today), search->query) ||
           contains(pwz_pack_text(search->pack, row->guid), search->query);
}

/* ---- for people ---- */

static void write_row(const struct search *search, const struct pwz_list_row *row,
                      struct pwz_buf *page)
{
    const char *today = pwz_pack_text(search->pack, row->today);
    const char *guid = pwz_pack_text(search->pack, row->guid);

    pwz_buf_addf(page, "%-4s %s", row->eligible != 0 ? "yes" : "no",
                 pwz_pack_text(search->pack, row->name));
    if (today[0] != '\0') {
        pwz_buf_addf(page, " (today: %s)", today);
    }
    pwz_buf_addf(page, "%s%s\n", guid[0] != '\0' ? "  " : "", guid);
}

static void write_why(const struct search *search, struct pwz_buf *page)
{
    const struct pwz_list *list = search->list;

    if (search->found > 0) {
        pwz_buf_adds(page,
                     "\nyes = the list names it as a role that counts, at a scope that "
                     "covers the usage\nno  = the list names it as a role that does "
                     "not count\n");
    } else {
        pwz_buf_addf(
            page,
            "No role in the list matches '%s'.\nWhether it counts cannot be "
            "confirmed: custom roles and roles newer than the list are in\nneither "
            "part of it. Check the spelling, or search for the role's GUID.\n",
            search->query);
    }
    pwz_buf_addf(page, "\n%s, reviewed %s\n", pwz_pack_text(search->pack, list->title),
                 pwz_pack_text(search->pack, list->reviewed));
    for (uint32_t i = 0; i < list->source_count; i++) {
        pwz_buf_addf(
            page, "%s\n",
            pwz_pack_text(search->pack, search->pack->sources[list->first_source + i]));
    }
}

static void write_text(struct search *search, struct pwz_buf *page)
{
    for (uint32_t i = 0; i < search->list->row_count; i++) {
        const struct pwz_list_row *row =
            &search->pack->list_rows[search->list->first_row + i];

        if (matches(search, row)) {
            write_row(search, row, page);
            search->found++;
        }
    }
    write_why(search, page);
}

/* ---- for programs ---- */

static void put_text(struct pwz_json_writer *json, const char *key, const char *text)
{
    pwz_json_key(json, key);
    pwz_json_string(json, text);
}

static void put_row(const struct search *search, const struct pwz_list_row *row,
                    struct pwz_json_writer *json)
{
    const char *today = pwz_pack_text(search->pack, row->today);

    pwz_json_open_inline(json, '{');
    put_text(json, "name", pwz_pack_text(search->pack, row->name));
    put_text(json, "today", today[0] != '\0' ? today : NULL);
    put_text(json, "guid", pwz_pack_text(search->pack, row->guid));
    pwz_json_key(json, "eligible");
    pwz_json_bool(json, row->eligible != 0);
    pwz_json_close(json, '}');
}

static void put_list(const struct search *search, struct pwz_json_writer *json)
{
    const struct pwz_list *list = search->list;

    pwz_json_key(json, "list");
    pwz_json_open(json, '{');
    put_text(json, "id", pwz_pack_text(search->pack, list->id));
    put_text(json, "title", pwz_pack_text(search->pack, list->title));
    put_text(json, "reviewed", pwz_pack_text(search->pack, list->reviewed));
    pwz_json_key(json, "sources");
    pwz_json_open(json, '[');
    for (uint32_t i = 0; i < list->source_count; i++) {
        pwz_json_string(
            json,
            pwz_pack_text(search->pack, search->pack->sources[list->first_source + i]));
    }
    pwz_json_close(json, ']');
    pwz_json_close(json, '}');
}

static void write_json(struct search *search, struct pwz_buf *page)
{
    struct pwz_json_writer json;

    pwz_json_writer_init(&json, page);
    pwz_json_open(&json, '{');
    put_text(&json, "schema", "pecwiz-roles/1");
    put_text(&json, "query", search->query);
    put_list(search, &json);
    pwz_json_key(&json, "roles");
    pwz_json_open(&json, '[');
    for (uint32_t i = 0; i < search->list->row_count; i++) {
        const struct pwz_list_row *row =
            &search->pack->list_rows[search->list->first_row + i];

        if (matches(search, row)) {
            put_row(search, row, &json);
            search->found++;
        }
    }
    pwz_json_close(&json, ']');
    pwz_json_close(&json, '}');
    pwz_buf_addc(page, '\n');
}

/* ---- the command ---- */

static const struct pwz_list *find_list(const struct pwz_pack *pack)
{
    for (uint32_t i = 0; i < pack->list_count; i++) {
        if (strcmp(pwz_pack_text(pack, pack->lists[i].id), list_id) == 0) {
            return &pack->lists[i];
        }
    }
    return NULL;
}

static enum pwz_exit print_roles(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                 const char *query)
{
    struct search search = {.pack = pack, .list = find_list(pack), .query = query};
    struct pwz_err err = {0};
    struct pwz_buf page;
    enum pwz_exit code;

    if (search.list == NULL) {
        pwz_err_set(&err, PWZ_E_NOT_FOUND, "the content pack has no list '%s'", list_id);
        return pwz_cli_fail(&err, PWZ_EXIT_CONTENT);
    }
    pwz_buf_init(&page, PAGE_MAX);
    if (cli->format == PWZ_FORMAT_JSON) {
        write_json(&search, &page);
    } else {
        write_text(&search, &page);
    }
    code = pwz_cli_print(&page, pwz_buf_status(&page));
    pwz_buf_done(&page);
    return code == PWZ_EXIT_DONE && search.found == 0 ? PWZ_EXIT_UNDECIDED : code;
}

enum pwz_exit pwz_cmd_roles(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    struct pwz_buf query;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code != PWZ_EXIT_DONE) {
        return code;
    }
    pwz_buf_init(&query, PWZ_TEXT_MAX);
    if (cli->operand_count > 0) {
        pwz_text_gate(cli->operands[0], strlen(cli->operands[0]), PWZ_GATE_LINE, &query);
    }
    if (pwz_buf_status(&query) == PWZ_OK) {
        code = print_roles(cli, &pack.pack, pwz_buf_text(&query));
    } else {
        const struct pwz_err err = {.status = pwz_buf_status(&query)};

        code = pwz_cli_fail(&err, PWZ_EXIT_USAGE);
    }
    pwz_buf_done(&query);
    pwz_cli_close_pack(&pack);
    return code;
}
