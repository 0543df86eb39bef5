/* The view of a compiled pack. */
#include <assert.h>
#include <string.h>

#include "pecwiz/content.h"

#include "content/sections.h"

#define HEADING(name, heading) heading,
static const char *const headings[] = {PWZ_SECTION_LIST(HEADING)};
#undef HEADING

const char *pwz_section_heading(uint32_t section)
{
    assert(section < PWZ_SECTION_COUNT);
    return headings[section];
}

#define VIEW(pack, image, section, member, count)                                        \
    ((pack)->member = pwz_image_rows((image), (section), sizeof *(pack)->member, (count)))

enum pwz_status pwz_pack_open(struct pwz_pack *pack, const void *bytes, size_t size,
                              struct pwz_err *err)
{
    struct pwz_image image;
    uint32_t metas = 0, facts = 0, values = 0, steps = 0, verdicts = 0, ignored;

    memset(pack, 0, sizeof *pack);
    enum pwz_status status = pwz_image_open(&image, bytes, size, err);
    if (status == PWZ_OK)
        status = pwz_model_view(&image, &pack->model, err);
    if (status != PWZ_OK)
        return status;
    VIEW(pack, &image, CONTENT_META, meta, &metas);
    VIEW(pack, &image, CONTENT_FACT_WORDS, fact_words, &facts);
    VIEW(pack, &image, CONTENT_VALUE_WORDS, value_words, &values);
    VIEW(pack, &image, CONTENT_STEP_WORDS, step_words, &steps);
    VIEW(pack, &image, CONTENT_VERDICT_WORDS, verdict_words, &verdicts);
    VIEW(pack, &image, CONTENT_COMMANDS, commands, &ignored);
    VIEW(pack, &image, CONTENT_LISTS, lists, &pack->list_count);
    VIEW(pack, &image, CONTENT_LIST_ROWS, list_rows, &pack->list_row_count);
    VIEW(pack, &image, CONTENT_ESCALATIONS, escalations, &pack->escalation_count);
    VIEW(pack, &image, CONTENT_FORM_FIELDS, form_fields, &ignored);
    VIEW(pack, &image, CONTENT_PROPERTIES, properties, &pack->property_count);
    VIEW(pack, &image, CONTENT_BLOCKS, blocks, &ignored);
    VIEW(pack, &image, CONTENT_SPANS, spans, &ignored);
    VIEW(pack, &image, CONTENT_SOURCES, sources, &ignored);
    VIEW(pack, &image, CONTENT_NAMED_CONDS, named_conds, &pack->named_cond_count);
    VIEW(pack, &image, CONTENT_EVIDENCE, evidence, &pack->evidence_count);
    VIEW(pack, &image, CONTENT_EVIDENCE_VALUES, evidence_values, &ignored);
    if (metas != 1 || facts != pack->model.fact_count ||
        values != pack->model.value_count || steps != pack->model.step_count ||
        verdicts != pack->model.verdict_count)
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the image is no content pack of this program");
    return PWZ_OK;
}
