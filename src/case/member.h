/*
 * How one member of a line is told apart, written and read: a type for each way in which
 * a member lives in the event. The table of members is in codec.c. Private to this room.
 */
#ifndef PWZ_CASE_MEMBER_H
#define PWZ_CASE_MEMBER_H

#include "case/log.h"

/* One row of the table: which member. */
struct member {
    const char *name;
    const struct member_type *type;
    size_t offset;  /* in struct pwz_case_event, where the type needs it */
    size_t most;    /* bytes of a text */
    bool has_lines; /* text: line feeds stay */
    bool is_needed; /* text: stands even when it is empty; set by the kind */
};

struct member_reader {
    const struct pwz_json_doc *doc;
    struct pwz_arena *arena; /* for arrays */
    struct pwz_err *err;
};

struct member_type {
    /* Whether it stands in the line of `event`; `before` is the event before or NULL. */
    bool (*has)(const struct member *member, const struct log_event *event,
                const struct log_event *before);
    void (*put)(const struct member *member, const struct log_event *event,
                struct pwz_json_writer *writer);
    enum pwz_status (*take)(const struct member *member, struct member_reader *reader,
                            const struct pwz_json *value, struct log_event *event);
};

extern const struct member_type member_schema, member_number, member_time, member_made,
    member_text, member_changed_text, member_flag, member_kind, member_content,
    member_columns, member_value, member_seen, member_source, member_outcome,
    member_shown, member_crc;

/* Parts of member.c that member_parts.c shares. */
bool member_always(const struct member *member, const struct log_event *event,
                   const struct log_event *before);
enum pwz_status member_take_list(struct member_reader *reader,
                                 const struct pwz_json *array, const char *const **items,
                                 size_t *count);
void member_put_list(struct pwz_json_writer *writer, const char *const *items,
                     size_t count);

#endif
