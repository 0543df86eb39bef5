/*
 * Graphs of a pack in the dot language: the whole, one step, one verdict. Shared
 * conditions are nodes of their own; without them each rule about access would hang on
 * forty questions.
 *
 * Must not know: any subject, how the drawing program is called.
 */
#include "content/graph.h"

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

enum {
    LABEL_MAX = 64 * 1024
};

/* ---- writing ---- */

void graph_add_quoted(struct pwz_buf *out, const char *text)
{
    static const struct {
        char byte;
        const char *escaped;
    } escapes[] = {
        {'"',  "\\\"" },
        {'\\', "\\\\" },
        {'&',  "&amp;"},
        {'\n', "\\n"  },
    };

    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < sizeof escapes / sizeof *escapes && escapes[i].byte != *text)
            i++;
        if (i < sizeof escapes / sizeof *escapes)
            pwz_buf_adds(out, escapes[i].escaped);
        else
            pwz_buf_addc(out, *text);
    }
}

/* graph->label in quotes, one line of it per line of the drawing. */
static void put_wrapped(struct graph *graph)
{
    struct pwz_line rest = {.text = pwz_buf_text(&graph->label), .len = graph->label.len};
    struct pwz_line line;
    struct pwz_buf piece;
    const char *between = "";

    pwz_buf_init(&piece, LABEL_MAX);
    while (pwz_text_wrap(&rest, GRAPH_LABEL_COLS, &line)) {
        pwz_buf_clear(&piece);
        pwz_buf_add(&piece, line.text, line.len);
        pwz_buf_adds(graph->out, between);
        graph_add_quoted(graph->out, pwz_buf_text(&piece));
        between = "\\n";
    }
    if (pwz_buf_status(&piece) != PWZ_OK)
        graph->out->status = pwz_buf_status(&piece);
    pwz_buf_done(&piece);
}

void graph_end_label(struct graph *graph)
{
    if (pwz_buf_status(&graph->label) != PWZ_OK)
        graph->out->status = pwz_buf_status(&graph->label);
    pwz_buf_clear(&graph->label);
}

void graph_put_node(struct graph *graph, char kind, uint32_t row, const char *style)
{
    pwz_buf_addf(graph->out, "    %c%u [label=\"", kind, row);
    put_wrapped(graph);
    pwz_buf_addf(graph->out, "\"%s%s];\n", *style != '\0' ? ", " : "", style);
    graph_end_label(graph);
}

void graph_put_edge(struct graph *graph, char from_kind, uint32_t from, char to_kind,
                    uint32_t to, const char *label)
{
    pwz_buf_addf(graph->out, "    %c%u -> %c%u", from_kind, from, to_kind, to);
    if (*label != '\0') {
        pwz_buf_adds(graph->out, " [label=\"");
        graph_add_quoted(graph->out, label);
        pwz_buf_adds(graph->out, "\"]");
    }
    pwz_buf_adds(graph->out, ";\n");
}

static const char *text_of(const struct graph *graph, uint32_t offset)
{
    return pwz_pack_text(graph->pack, offset);
}

/* ---- nodes ---- */

/* A question outside its step says which step it belongs to. */
static void put_fact(struct graph *graph, uint32_t index, bool says_step)
{
    const struct pwz_fact *fact = &graph->pack->model.facts[index];
    const char *style =
        fact->use == PWZ_USE_RULE ? "shape=box" : "shape=box, style=dashed";

    if (graph->is_fact_drawn[index])
        return;
    graph->is_fact_drawn[index] = 1;
    pwz_buf_adds(&graph->label,
                 text_of(graph, graph->pack->fact_words[index].article.title));
    pwz_buf_addf(&graph->label, "\n%s", pwz_fact_id(&graph->pack->model, index));
    if (says_step)
        pwz_buf_addf(&graph->label, "\n(%s)",
                     text_of(graph, graph->pack->step_words[fact->step].title));
    graph_put_node(graph, GRAPH_FACT, index, style);
}

static void put_named(struct graph *graph, uint32_t named)
{
    const struct pwz_named_cond *row = &graph->pack->named_conds[named];
    const char *words = text_of(graph, row->words);

    graph->is_cond_drawn[named] = 1;
    pwz_buf_addf(&graph->label, "[%s]%s%s\n", text_of(graph, row->name),
                 *words != '\0' ? " " : "", words);
    pwz_cond_definition(graph->pack, row->cond, PWZ_VOICE_IDS, &graph->label);
    graph_put_node(graph, GRAPH_COND, named, "shape=octagon");
}

static void put_rule(struct graph *graph, uint32_t index)
{
    const struct pwz_rule *rule = &graph->pack->model.rules[index];

    pwz_buf_addf(&graph->label, "rule %u\n%s", index + 1, text_of(graph, rule->id));
    if (rule->when == PWZ_NONE) {
        pwz_buf_adds(&graph->label, "\n(if no other rule holds)");
    } else if (graph->tells_conditions) {
        pwz_buf_addc(&graph->label, '\n');
        pwz_cond_words(graph->pack, rule->when, PWZ_VOICE_IDS, &graph->label);
    }
    graph_put_node(graph, GRAPH_RULE, index, "shape=ellipse");
}

void graph_put_verdict(struct graph *graph, uint32_t verdict)
{
    const struct pwz_model *model = &graph->pack->model;

    pwz_buf_addf(&graph->label, "%s\n%s\n(%s)",
                 text_of(graph, graph->pack->verdict_words[verdict].article.title),
                 pwz_verdict_id(model, verdict),
                 pwz_grade_word(model->verdicts[verdict].grade));
    graph_put_node(graph, GRAPH_VERDICT, verdict, "shape=box, style=\"rounded,bold\"");
}

/* ---- from what a condition tests to the rule or shared condition it belongs to ---- */

struct target {
    char kind;
    uint32_t row;
};

typedef void visit_fn(struct graph *graph, uint32_t cond, bool is_negated,
                      const struct target *to);

/* Call `visit` for each test of a fact and each shared condition below `cond`. As deep as
 * the JSON of one condition: names are not followed. */
static void each_part(struct graph *graph, uint32_t cond, bool is_negated, bool is_top,
                      visit_fn *visit, const struct target *to)
{
    const struct pwz_cond *row = &graph->pack->model.conds[cond];

    if (row->op <= PWZ_COND_KNOWN ||
        (!is_top && pwz_cond_name(graph->pack, cond) != PWZ_NONE)) {
        visit(graph, cond, is_negated, to);
        return;
    }
    if (row->op == PWZ_COND_NOT) {
        each_part(graph, row->a, !is_negated, false, visit, to);
        return;
    }
    for (uint32_t i = 0; i < row->b; i++)
        each_part(graph, graph->pack->model.kids[row->a + i], is_negated, false, visit,
                  to);
}

/* The conditions that rules start from may be shared themselves. */
static void each_of_rule(struct graph *graph, uint32_t rule, visit_fn *visit)
{
    const uint32_t when = graph->pack->model.rules[rule].when;
    const struct target to = {.kind = GRAPH_RULE, .row = rule};

    if (when != PWZ_NONE)
        each_part(graph, when, false, false, visit, &to);
}

static void draw_part(struct graph *graph, uint32_t cond, bool is_negated,
                      const struct target *to)
{
    const uint32_t named = pwz_cond_name(graph->pack, cond);

    (void)is_negated, (void)to;
    if (named == PWZ_NONE)
        put_fact(graph, graph->pack->model.conds[cond].a, true);
    else if (!graph->is_cond_drawn[named])
        put_named(graph, named);
}

static void join_part(struct graph *graph, uint32_t cond, bool is_negated,
                      const struct target *to)
{
    const uint32_t named = pwz_cond_name(graph->pack, cond);
    const bool is_itself = to->kind == GRAPH_COND && to->row == named;

    if (named != PWZ_NONE && !is_itself) {
        graph_put_edge(graph, GRAPH_COND, named, to->kind, to->row,
                       is_negated ? "not" : "");
        return;
    }
    pwz_cond_test_words(graph->pack, cond, is_negated, &graph->label);
    graph_put_edge(graph, GRAPH_FACT, graph->pack->model.conds[cond].a, to->kind, to->row,
                   pwz_buf_text(&graph->label));
    graph_end_label(graph);
}

static void put_gives(struct graph *graph, uint32_t rule)
{
    graph_put_edge(graph, GRAPH_RULE, rule, GRAPH_VERDICT,
                   graph->pack->model.rules[rule].verdict, "");
}

/* ---- the graphs ---- */

static void put_cluster(struct graph *graph, uint32_t step)
{
    const struct pwz_model *model = &graph->pack->model;

    pwz_buf_addf(graph->out, "  subgraph cluster_%u {\n    label=\"%u. ", step, step + 1);
    graph_add_quoted(graph->out, text_of(graph, graph->pack->step_words[step].title));
    pwz_buf_adds(graph->out, "\";\n");
    for (uint32_t i = 0; i < model->steps[step].fact_count; i++)
        put_fact(graph, model->steps[step].first_fact + i, false);
    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].step == step)
            put_rule(graph, i);
    pwz_buf_adds(graph->out, "  }\n");
}

/* Shared conditions are reached from the questions here, so that the whole hangs
 * together.
 */
static void put_shared(struct graph *graph)
{
    for (uint32_t i = 0; i < graph->pack->named_cond_count; i++) {
        const struct target to = {.kind = GRAPH_COND, .row = i};

        put_named(graph, i);
        each_part(graph, graph->pack->named_conds[i].cond, false, true, join_part, &to);
    }
}

static void put_whole(struct graph *graph, uint32_t index)
{
    const struct pwz_model *model = &graph->pack->model;

    (void)index;
    for (uint32_t i = 0; i < model->step_count; i++)
        put_cluster(graph, i);
    put_rule(graph, model->rule_count - 1);
    for (uint32_t i = 0; i < model->verdict_count; i++)
        graph_put_verdict(graph, i);
    put_shared(graph);
    for (uint32_t i = 0; i < model->rule_count; i++) {
        each_of_rule(graph, i, join_part);
        put_gives(graph, i);
    }
}

/* A rule with all it needs that is not drawn yet. */
static void put_whole_rule(struct graph *graph, uint32_t rule)
{
    each_of_rule(graph, rule, draw_part);
    each_of_rule(graph, rule, join_part);
    put_gives(graph, rule);
}

static bool gives(const struct pwz_model *model, uint32_t step, uint32_t verdict)
{
    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].step == step && model->rules[i].verdict == verdict)
            return true;
    return false;
}

static void put_step(struct graph *graph, uint32_t step)
{
    const struct pwz_model *model = &graph->pack->model;

    put_cluster(graph, step);
    for (uint32_t i = 0; i < model->verdict_count; i++)
        if (gives(model, step, i))
            graph_put_verdict(graph, i);
    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].step == step)
            put_whole_rule(graph, i);
}

static void put_verdict_rules(struct graph *graph, uint32_t verdict)
{
    const struct pwz_model *model = &graph->pack->model;

    graph_put_verdict(graph, verdict);
    for (uint32_t i = 0; i < model->rule_count; i++) {
        if (model->rules[i].verdict != verdict)
            continue;
        put_rule(graph, i);
        put_whole_rule(graph, i);
    }
    graph_put_way(graph, verdict);
}

static void put_diagram(struct graph *graph, uint32_t index)
{
    (void)index;
    graph_put_diagram(graph);
}

typedef void put_fn(struct graph *graph, uint32_t index);

static put_fn *const putters[] = {
    [PWZ_GRAPH_WHOLE] = put_whole,
    [PWZ_GRAPH_STEP] = put_step,
    [PWZ_GRAPH_VERDICT] = put_verdict_rules,
    [PWZ_GRAPH_DIAGRAM] = put_diagram,
};

enum pwz_status pwz_pack_graph(const struct pwz_pack *pack, enum pwz_graph_kind kind,
                               uint32_t index, struct pwz_buf *out)
{
    struct graph graph = {
        .pack = pack,
        .out = out,
        .tells_conditions = kind == PWZ_GRAPH_STEP || kind == PWZ_GRAPH_VERDICT,
        .is_fact_drawn = pwz_mem_new(pack->model.fact_count, 1),
        .is_cond_drawn = pwz_mem_new(pack->named_cond_count, 1),
    };

    pwz_buf_init(&graph.label, LABEL_MAX);
    if (graph.is_fact_drawn && graph.is_cond_drawn) {
        pwz_buf_adds(out, "digraph pack {\n  label=\"");
        graph_add_quoted(out, pwz_pack_text(pack, pack->meta->title));
        pwz_buf_adds(out, "\";\n  labelloc=t;\n  rankdir=LR;\n"
                          "  node [fontname=\"sans-serif\", fontsize=11];\n"
                          "  edge [fontname=\"sans-serif\", fontsize=9];\n");
        putters[kind](&graph, index);
        pwz_buf_adds(out, "}\n");
    } else {
        out->status = PWZ_E_NOMEM;
    }
    pwz_buf_done(&graph.label);
    pwz_mem_free(graph.is_fact_drawn);
    pwz_mem_free(graph.is_cond_drawn);
    return pwz_buf_status(out);
}
