/*
 * Content blocks as document items or as plain text, placeholders filled.
 */
#include "pecwiz/report.h"

#include "report/parts.h"

static const enum pwz_doc_kind doc_kinds[] = {
    [PWZ_BLOCK_PARA] = PWZ_DOC_PARA,
    [PWZ_BLOCK_BULLET] = PWZ_DOC_BULLET,
    [PWZ_BLOCK_NUMBER] = PWZ_DOC_NUMBER,
    [PWZ_BLOCK_CODE] = PWZ_DOC_CODE,
};

static void add_span(const struct pwz_pack *pack, const struct pwz_facts *facts,
                     const struct pwz_block *block, const struct pwz_span *span,
                     struct pwz_buf *out)
{
    const char *text = pwz_pack_text(pack, span->text);
    const bool is_code =
        block->kind == PWZ_BLOCK_CODE || (span->style & PWZ_SPAN_CODE) != 0;

    if (facts == NULL) {
        pwz_buf_adds(out, text);
        return;
    }
    pwz_report_fill_span(pack, facts, text, is_code, out);
}

static void add_block(struct pwz_doc *doc, const struct pwz_pack *pack,
                      const struct pwz_facts *facts, const struct pwz_block *block,
                      enum pwz_doc_role role)
{
    struct pwz_doc_item *item = pwz_doc_add(doc, doc_kinds[block->kind], role);
    struct pwz_buf text;

    if (item == NULL) {
        return;
    }
    item->level = block->level;
    item->number = block->number;
    pwz_buf_init(&text, PWZ_PIECE_MAX);
    for (uint32_t i = 0; i < block->span_count; i++) {
        const struct pwz_span *span = &pack->spans[block->first_span + i];

        pwz_buf_clear(&text);
        add_span(pack, facts, block, span, &text);
        doc->failed = doc->failed || pwz_buf_status(&text) != PWZ_OK;
        pwz_doc_run(doc, span->style, pwz_buf_text(&text),
                    pwz_pack_text(pack, span->link));
    }
    pwz_buf_done(&text);
}

void pwz_report_blocks(struct pwz_doc *doc, const struct pwz_pack *pack,
                       const struct pwz_facts *facts, struct pwz_block_range range,
                       enum pwz_doc_role role)
{
    for (uint32_t i = 0; i < range.count; i++) {
        add_block(doc, pack, facts, &pack->blocks[range.first + i], role);
    }
}

void pwz_report_block_text(const struct pwz_pack *pack, const struct pwz_facts *facts,
                           const struct pwz_block *block, struct pwz_buf *out)
{
    for (uint32_t i = 0; i < block->span_count; i++) {
        add_span(pack, facts, block, &pack->spans[block->first_span + i], out);
    }
}
