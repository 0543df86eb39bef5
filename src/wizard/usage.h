/*
 * What the wizard holds about usage files: the folder to pick from, the reading, what was
 * read, and what one subscription proves. Private to the wizard room.
 */
#ifndef PWZ_WIZARD_USAGE_H
#define PWZ_WIZARD_USAGE_H

#include "pecwiz/keys.h"
#include "pecwiz/mem.h"
#include "pecwiz/recon_words.h"
#include "pecwiz/usage.h"

#include "wizard/finder.h"

struct pwz_wizard;
struct pwz_effects;
struct pwz_pane;

struct pwz_desk {
    enum pwz_mode_index home; /* the view the usage views were opened from */

    /* the folder; its entries are the runner's, the other strings in `folder` */
    struct pwz_arena folder;
    const char *place;                /* its path, bytes; "" before the first listing */
    const struct pwz_listed *entries; /* in the order shown */
    size_t entry_count;
    bool is_cut;
    bool is_listing; /* a folder is waited for; news of others are not wanted */
    uint32_t changes_when_asked;       /* of the line of `files`, at the last wish */
    const char *error;                 /* why there is no listing, "" */
    struct pwz_finder files;           /* entries; typed is a filter or a path */
    char *marked[PWZ_USAGE_FILES_MAX]; /* paths, owned */
    size_t marked_count;

    /* the last wish; its strings live until the next one */
    struct pwz_wish wish;
    char *sent[PWZ_USAGE_FILES_MAX];
    size_t sent_count;

    /* reading */
    bool is_reading, is_stopping;
    bool is_awaited; /* no key since it began: what was read shows by itself */
    struct pwz_reading reading;
    struct pwz_buf name; /* of what is read or was read last, gated */

    /* what was read */
    const struct pwz_recon_view *all; /* NULL = nothing of use */
    bool has_read, is_new;            /* not yet looked at */
    struct pwz_buf words;             /* what went wrong */
    struct pwz_finder subscriptions;  /* rows of `all` */

    /* what one subscription proves; strings in `proof` */
    bool is_proving;
    const struct pwz_recon_view *one;
    struct pwz_arena proof;
    const char *subscription; /* "" = all lines together */
    struct pwz_statement *statements;
    size_t statement_count;
    struct pwz_buf one_words; /* why there are none */
    char customer[64];        /* whose facts were taken: shown under the curtain */
    bool is_calendar;
    bool has_taken; /* facts came in since the views were opened */
    uint32_t taken_group;
};

/* ---- usage.c: wishes and news ---- */

void pwz_desk_init(struct pwz_desk *desk);
void pwz_desk_done(struct pwz_desk *desk);
/* A key or paste came. */
void pwz_usage_touched(struct pwz_wizard *w);
void pwz_usage_news(struct pwz_wizard *w, const struct pwz_news *news,
                    struct pwz_effects *effects);
/* Open one of the usage views; closing it leads home. */
void pwz_usage_open(struct pwz_wizard *w, enum pwz_mode_index mode);
/* Away from the usage views: on to the next open question when facts came in. */
void pwz_usage_leave(struct pwz_wizard *w);
/* Show what was read: subscriptions, the only one, or why there is nothing. */
void pwz_usage_show(struct pwz_wizard *w, struct pwz_effects *effects);
void pwz_usage_pick_file(struct pwz_wizard *w, struct pwz_effects *effects);
/* ---- usage_wish.c ---- */

void pwz_texts_free(char **texts, size_t *count);
void pwz_wish_list(struct pwz_wizard *w, struct pwz_effects *effects, const char *path);
void pwz_wish_read(struct pwz_wizard *w, struct pwz_effects *effects,
                   const char *const *paths, size_t count);
void pwz_wish_prove(struct pwz_wizard *w, struct pwz_effects *effects,
                    const char *subscription, bool is_taken);
/* ---- usage_take.c ---- */

/* Evidence of the subscription in sight into the case. */
void pwz_usage_take(struct pwz_wizard *w, struct pwz_effects *effects);
/* Are all its facts in the case already? */
bool pwz_usage_is_taken(const struct pwz_wizard *w);

/* ---- files.c ---- */

/* Find what passes what was typed; the focus goes to the first row. */
void pwz_files_find(struct pwz_wizard *w);
/* A file of a form that the reader knows. */
bool pwz_files_is_plausible(const struct pwz_listed *entry);
/* Was a path typed, not a part of a name? */
bool pwz_files_is_path(const struct pwz_input *input);
/* A path as it was pasted: without quotes, "file://" and the backslashes of a shell. */
void pwz_files_put_clean(const char *typed, struct pwz_buf *out);
void pwz_files_put_entry(const struct pwz_desk *desk, const struct pwz_listed *entry,
                         struct pwz_buf *out);

/* ---- usage_words.c ---- */

/* "412 MB"; powers of ten. */
void pwz_usage_put_bytes(uint64_t bytes, struct pwz_buf *out);
/* The last part of a path, gated. */
void pwz_usage_put_name(const char *path, struct pwz_buf *out);
/* Text in exactly `cols` columns, cut with an ellipsis or filled with blanks. */
void pwz_usage_put_cell(const struct pwz_wizard *w, const char *text, size_t cols,
                        bool is_right, struct pwz_buf *out);
/* Text in at most `cols` columns, cut with an ellipsis. */
void pwz_usage_put_cut(const struct pwz_wizard *w, const char *text, size_t cols,
                       struct pwz_buf *out);
/* Customer and subscription by name, else by id. */
void pwz_usage_put_row(const struct pwz_recon_row *row, struct pwz_buf *out);
/* Key of an action in the view in front, for hints. */
void pwz_usage_put_key(const struct pwz_wizard *w, enum pwz_action action,
                       struct pwz_buf *out);
/* Is this row another customer's, and the curtain down? */
bool pwz_usage_hides(const struct pwz_wizard *w, const struct pwz_recon_row *row);

/* ---- view_calendar.c ---- */

struct pwz_lines;
void pwz_calendar_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols);
/* view_usage.c */
void pwz_usage_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols);
/* view_subscriptions.c: find as pwz_files_find(); one row in `cols` columns; the head of
 * the list */
void pwz_subscriptions_find(struct pwz_wizard *w);
void pwz_subscription_put(const struct pwz_wizard *w, uint32_t row, size_t cols,
                          struct pwz_buf *out);
void pwz_subscriptions_put_head(const struct pwz_wizard *w, size_t cols,
                                struct pwz_buf *out);

/* A line of its own in `row`, above the message: reading goes on while questions are
 * answered. Returns the rows it took, 0 when there is nothing to say. */
int pwz_usage_draw_line(const struct pwz_wizard *w, struct pwz_screen *screen, int row);

#endif
