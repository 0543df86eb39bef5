/*
 * What the files of the graph share: writing nodes and edges in the dot language. Private
 * to this room.
 */
#ifndef CONTENT_GRAPH_H
#define CONTENT_GRAPH_H

#include "pecwiz/outline.h"

enum {
    GRAPH_LABEL_COLS = 34 /* labels are wrapped, or nodes become as wide as a page */
};

/* Ids of nodes: a letter for the kind and the row. */
enum {
    GRAPH_FACT = 'f',
    GRAPH_COND = 'c', /* row of named_conds */
    GRAPH_RULE = 'r',
    GRAPH_VERDICT = 'v',
    GRAPH_NODE = 'n', /* node of the decision diagram */
};

struct graph {
    const struct pwz_pack *pack;
    struct pwz_buf label; /* being put together */
    struct pwz_buf *out;
    bool tells_conditions;        /* rules carry their condition, not only its tests */
    unsigned char *is_fact_drawn; /* one per fact */
    unsigned char *is_cond_drawn; /* one per named condition */
};

/* Append `text` to a quoted string: nothing in it can end the string or be read as an
 * escape or an entity. A line feed becomes a line of the label. */
void graph_add_quoted(struct pwz_buf *out, const char *text);

/* The label is written: empty it, keeping what went wrong. */
void graph_end_label(struct graph *graph);

/* Write a node with the text of graph->label, wrapped, and empty the label. `style` holds
 * further attributes, such as "shape=box". */
void graph_put_node(struct graph *graph, char kind, uint32_t row, const char *style);

/* Write an edge; `label` may be "". */
void graph_put_edge(struct graph *graph, char from_kind, uint32_t from, char to_kind,
                    uint32_t to, const char *label);

/* A verdict with id, title and grade. */
void graph_put_verdict(struct graph *graph, uint32_t verdict);

/* graph_diagram.c: the whole decision diagram, and a shortest way through it to a verdict
 * as a cluster of its own. */
void graph_put_diagram(struct graph *graph);
void graph_put_way(struct graph *graph, uint32_t verdict);

#endif
