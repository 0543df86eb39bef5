/* Lint rules about when something was read or reviewed, and about the article a pack
 * descends from: the bullets and the steps that answer them, the clouds it is for. */
#include <string.h>

#include "content/lint.h"

/* ISO dates compare as texts. */
static bool is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int number[3] = {0, 0, 0}, part = 0;

    if (strlen(text) != 10)
        return false;
    for (int i = 0; i < 10; i++) {
        bool is_dash = i == 4 || i == 7;
        if (is_dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
        part += is_dash;
        if (!is_dash)
            number[part] = number[part] * 10 + (text[i] - '0');
    }
    int year = number[0], month = number[1], day = number[2];
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && is_leap);
}

static bool check_date(struct lint *lint, const struct pwz_json_doc *doc,
                       const struct pwz_json *date)
{
    if (is_date(date->string))
        return true;
    lint_say(
        lint, LINT_BAD_DATE, lint_at(doc, date),
        "'%s' is no day of the calendar: write year-month-day, for example 2026-11-03",
        date->string);
    return false;
}

/* A day on which something was done cannot lie ahead. */
static void check_past(struct lint *lint, const struct pwz_json_doc *doc,
                       const struct pwz_json *date)
{
    if (date && check_date(lint, doc, date) && lint->today &&
        strcmp(date->string, lint->today) > 0)
        lint_say(lint, LINT_FUTURE_DATE, lint_at(doc, date),
                 "%s is yet to come; write the day on which it was really read",
                 date->string);
}

static void check_review(struct lint *lint, const struct pwz_json_doc *doc,
                         const struct pwz_json *root)
{
    const struct pwz_json *last = pwz_json_get(root, "lastReviewed");
    const struct pwz_json *next = pwz_json_get(root, "reviewBy");

    check_past(lint, doc, last);
    if (!check_date(lint, doc, next))
        return;
    if (strcmp(next->string, last->string) <= 0 && is_date(last->string))
        lint_say(lint, LINT_BAD_DATE, lint_at(doc, next),
                 "the next review is not after the last one, %s", last->string);
    if (lint->today && strcmp(next->string, lint->today) < 0)
        lint_say(lint, LINT_REVIEW_DUE, lint_at(doc, next),
                 "the pack was to be reviewed by %s; read it against its sources and set "
                 "new dates",
                 next->string);
}

void check_dates(struct lint *lint)
{
    const struct loader *loader = lint->loader;
    const struct pwz_json_doc *meta = lint_doc(lint, "pack.json");
    const struct pwz_json *root = pwz_json_root(meta);
    const struct pwz_json *origin = pwz_json_get(root, "origin");

    check_review(lint, meta, root);
    if (origin)
        check_past(lint, meta, pwz_json_get(origin, "read"));
    for (uint32_t i = 0; i < loader->verdicts.count; i++)
        check_past(lint, loader->verdicts_doc,
                   pwz_json_get(loader_verdict(loader, i)->json, "reviewed"));
    for (uint32_t i = 0; i < loader->doc_count; i++)
        if (strncmp(pwz_json_file(loader->docs[i]), "lists/", 6) == 0)
            check_past(lint, loader->docs[i],
                       pwz_json_get(pwz_json_root(loader->docs[i]), "reviewed"));
}

/* ---- bullets ---- */

static bool is_hash(const char *text)
{
    return strlen(text) == 64 && text[strspn(text, "0123456789abcdef")] == '\0';
}

static void check_bullet_step(struct lint *lint, const struct pwz_json_doc *doc,
                              const struct pwz_json *step)
{
    char hint[160];

    if (step->kind != PWZ_JSON_STRING)
        lint_say(lint, LINT_BULLET_STEP, lint_at(doc, step),
                 "a step is named by a string");
    else if (names_find(&lint->loader->step_names, step->string) == PWZ_NONE)
        lint_say(lint, LINT_BULLET_STEP, lint_at(doc, step), "there is no step '%s'%s",
                 step->string, names_hint(&lint->loader->step_names, step->string, hint));
}

static void check_bullet(struct lint *lint, const struct pwz_json_doc *doc,
                         const struct pwz_json *bullet)
{
    const struct pwz_json *id = pwz_json_get(bullet, "id");
    const struct pwz_json *hash = pwz_json_get(bullet, "sha256");
    const struct pwz_json *steps = pwz_json_get(bullet, "steps");

    if (!id || !hash || !steps)
        return; /* a forEach block */
    for (const struct pwz_json *other = bullet->parent->child; other != bullet;
         other = other->next)
        if (pwz_json_get(other, "id") &&
            strcmp(pwz_json_get(other, "id")->string, id->string) == 0)
            lint_say(lint, LINT_BULLET_STEP, lint_at(doc, id),
                     "the bullet '%s' stands here twice", id->string);
    if (!is_hash(hash->string))
        lint_say(lint, LINT_BULLET_STEP, lint_at(doc, hash),
                 "this is no SHA-256 in hexadecimal: hash the line of the bullet");
    if (strcmp(pwz_json_get(bullet, "reviewed")->string, hash->string) != 0)
        lint_say(lint, LINT_BULLET_CHANGED, lint_at(doc, hash),
                 "the bullet '%s' is not the one that was reviewed: read it, mend its "
                 "steps, and write its hash into \"reviewed\"",
                 id->string);
    if (steps->count == 0)
        lint_say(lint, LINT_BULLET_STEP, lint_at(doc, steps),
                 "no step answers the bullet '%s': name one", id->string);
    for (const struct pwz_json *step = steps->child; step; step = step->next)
        check_bullet_step(lint, doc, step);
}

void check_bullets(struct lint *lint)
{
    const struct pwz_json_doc *doc = lint_doc(lint, "pack.json");
    const struct pwz_json *origin = pwz_json_get(pwz_json_root(doc), "origin");
    const struct pwz_json *bullets = origin ? pwz_json_get(origin, "bullets") : NULL;

    for (const struct pwz_json *bullet = bullets ? bullets->child : NULL; bullet;
         bullet = bullet->next)
        check_bullet(lint, doc, bullet);
}

/* ---- clouds ---- */

static uint32_t clouds_named(const struct pwz_json *clouds, const char *id, size_t len)
{
    uint32_t count = 0;

    for (const struct pwz_json *cloud = clouds ? clouds->child : NULL; cloud;
         cloud = cloud->next) {
        const struct pwz_json *name = pwz_json_get(cloud, "id");
        count +=
            name && strlen(name->string) == len && strncmp(name->string, id, len) == 0;
    }
    return count;
}

/* Is `id` one of the comma-separated names in `list`? */
static bool is_listed(const char *list, const char *id)
{
    const size_t len = strlen(id);

    for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
        const size_t width = strcspn(list, ", ");
        if (width == len && strncmp(list, id, len) == 0)
            return true;
        list += width;
    }
    return false;
}

static void check_clouds_listed(struct lint *lint, const struct pwz_json_doc *doc,
                                const struct pwz_json *named,
                                const struct pwz_json *clouds)
{
    const char *at = named->string + strspn(named->string, ", ");

    for (; *at; at += strspn(at, ", ")) {
        const size_t len = strcspn(at, ", ");
        const uint32_t count = clouds_named(clouds, at, len);
        if (count != 1)
            lint_say(lint, LINT_UNKNOWN_CLOUD, lint_at(doc, named),
                     "the cloud '%.*s' stands %u times in \"clouds\": it needs one entry "
                     "that says whether live checks reach it",
                     (int)len, at, (unsigned)count);
        at += len;
    }
}

void check_clouds(struct lint *lint)
{
    const struct pwz_json_doc *doc = lint_doc(lint, "pack.json");
    const struct pwz_json *root = pwz_json_root(doc);
    const struct pwz_json *origin = pwz_json_get(root, "origin");
    const struct pwz_json *header = origin ? pwz_json_get(origin, "header") : NULL;
    const struct pwz_json *named =
        header ? pwz_json_get(header, "cloudEnvironments") : NULL;
    const struct pwz_json *clouds = pwz_json_get(root, "clouds");

    if (named)
        check_clouds_listed(lint, doc, named, clouds);
    for (const struct pwz_json *cloud = clouds ? clouds->child : NULL; cloud;
         cloud = cloud->next) {
        const struct pwz_json *id = pwz_json_get(cloud, "id");
        if (id && !is_listed(named ? named->string : "", id->string))
            lint_say(lint, LINT_UNKNOWN_CLOUD, lint_at(doc, id),
                     "the article names no cloud '%s' in cloudEnvironments", id->string);
    }
}
