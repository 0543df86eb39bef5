/* Reading a pack in the order its parts need each other, and writing its image. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

/* Words come first, since verdicts refer to them; verdicts before rules; rules after the
 * order of the facts is known. */
static enum pwz_status (*const load_steps[])(struct loader *loader) = {
    load_pack_meta, load_words,    load_facts,       load_case_fields,
    load_questions, load_lists,    load_escalations, load_verdicts,
    load_rules,     load_evidence, load_articles,
};

enum pwz_status load_pack(struct loader *loader)
{
    enum pwz_status status = loader->builder ? PWZ_OK : loader_nomem(loader);

    for (size_t i = 0; i < sizeof load_steps / sizeof *load_steps && status == PWZ_OK;
         i++)
        status = load_steps[i](loader);
    if (loader->is_out_of_memory)
        status = loader_nomem(loader);
    for (size_t i = 0; i < loader->files->count; i++)
        loader->meta.test_count += strncmp(loader->files->file[i].name, "tests/", 6) == 0;
    return status;
}

/* Specs are members of the entries; the model wants them in arrays of their own. */
enum pwz_status gather_specs(struct loader *loader, struct pwz_model_spec *spec)
{
    struct pwz_arena *arena = &loader->arena;
    struct pwz_fact_spec *facts =
        pwz_arena_new(arena, loader->facts.count, sizeof *facts);
    struct pwz_step_spec *steps =
        pwz_arena_new(arena, loader->steps.count, sizeof *steps);
    struct pwz_verdict_spec *verdicts =
        pwz_arena_new(arena, loader->verdicts.count, sizeof *verdicts);

    if (!facts || !steps || !verdicts)
        return loader_nomem(loader);
    for (uint32_t i = 0; i < loader->facts.count; i++)
        facts[i] = loader_fact(loader, i)->spec;
    for (uint32_t i = 0; i < loader->steps.count; i++)
        steps[i] = loader_step(loader, i)->spec;
    for (uint32_t i = 0; i < loader->verdicts.count; i++)
        verdicts[i] = loader_verdict(loader, i)->spec;
    *spec = (struct pwz_model_spec){
        .facts = facts,
        .steps = steps,
        .verdicts = verdicts,
        .conds = loader->conds.data,
        .kids = loader->kids.data,
        .rules = loader->rules.data,
        .seen = loader->seen.data,
        .fact_count = loader->facts.count,
        .step_count = loader->steps.count,
        .verdict_count = loader->verdicts.count,
        .cond_count = loader->conds.count,
        .kid_count = loader->kids.count,
        .rule_count = loader->rules.count,
        .seen_count = loader->seen.count,
    };
    return PWZ_OK;
}

enum pwz_status build_pack(struct loader *loader, struct pwz_model_report *report)
{
    struct pwz_model_spec spec;
    enum pwz_status status = gather_specs(loader, &spec);

    pwz_err_place(loader->err, "rules.json", 0, 0);
    if (status == PWZ_OK)
        status = pwz_model_build(&spec, loader->builder, report, loader->err);
    pwz_image_add_row(loader->builder, CONTENT_META, &loader->meta, sizeof loader->meta);
    return status;
}

enum pwz_status pwz_content_compile(const struct pwz_content_files *files,
                                    unsigned char **bytes, size_t *size,
                                    struct pwz_err *err)
{
    struct loader loader;
    struct pwz_err local = {0};

    loader_init(&loader, files, err ? err : &local);
    enum pwz_status status = load_pack(&loader);
    if (status == PWZ_OK)
        status = build_pack(&loader, NULL);
    if (status == PWZ_OK)
        status = pwz_image_finish(loader.builder, bytes, size, err);
    loader_done(&loader);
    return status;
}
