/*
 * A pack shown to those who write and check it: conditions in words, the outline for a
 * terminal, graphs for a drawing program. Pure: bytes into a buffer.
 */
#ifndef PECWIZ_OUTLINE_H
#define PECWIZ_OUTLINE_H

#include <stdbool.h>

#include "pecwiz/buf.h"
#include "pecwiz/content.h"

/* How a condition speaks. */
enum pwz_cond_voice {
    PWZ_VOICE_IDS,    /* "access.paths has guest": the names of the content files */
    PWZ_VOICE_LABELS, /* "Access paths: with “Guest user”": the words people see */
};

/* The row of pack->named_conds that names this condition, PWZ_NONE when it has no name.
 * Of two names for one condition the first declared is taken. */
uint32_t pwz_cond_name(const struct pwz_pack *pack, uint32_t cond);

/* Append a condition as one line of text. Shared conditions are told by their name, in
 * brackets, or by their words; PWZ_NONE is "otherwise". */
void pwz_cond_words(const struct pwz_pack *pack, uint32_t cond, enum pwz_cond_voice voice,
                    struct pwz_buf *out);

/* The same, but the condition itself is spelled out even when it has a name. */
void pwz_cond_definition(const struct pwz_pack *pack, uint32_t cond,
                         enum pwz_cond_voice voice, struct pwz_buf *out);

/* Only what a test asks of its fact ("is one of red, blue"); "" for joined conditions. */
void pwz_cond_test_words(const struct pwz_pack *pack, uint32_t cond, bool is_negated,
                         struct pwz_buf *out);

enum {
    PWZ_OUTLINE_COLS_MIN = 20 /* narrower ones are drawn as wide as this */
};

/* The whole pack as an indented tree of at most `cols` columns: steps with questions,
 * answers and rules, shared conditions, verdicts, counts. PWZ_E_NOMEM, PWZ_E_LIMIT. */
enum pwz_status pwz_pack_outline(const struct pwz_pack *pack, size_t cols,
                                 struct pwz_buf *out);

enum pwz_graph_kind {
    PWZ_GRAPH_WHOLE,   /* steps as clusters: questions, shared conditions, rules, verdicts
                        */
    PWZ_GRAPH_STEP,    /* one step; `index` is its row */
    PWZ_GRAPH_VERDICT, /* the rules that give one verdict, and a shortest way to it */
    PWZ_GRAPH_DIAGRAM, /* the decision diagram as compiled */
};

/* A graph in the dot language. `index` is ignored for the whole and the diagram.
 * PWZ_E_NOMEM, PWZ_E_LIMIT. */
enum pwz_status pwz_pack_graph(const struct pwz_pack *pack, enum pwz_graph_kind kind,
                               uint32_t index, struct pwz_buf *out);

#endif
