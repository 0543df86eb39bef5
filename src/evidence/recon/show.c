/* Files, warnings and ids as the report shows them. */
#include "evidence/recon/report.h"

static enum pwz_recon_billed billed_of(const struct file *file)
{
    if (!file->has_invoice || !file->lines)
        return PWZ_BILLED_UNKNOWN;
    return file->is_billed ? PWZ_BILLED_YES : PWZ_BILLED_NO;
}

static void show_file(const struct pwz_recon_report *report, const struct file *file,
                      struct pwz_recon_file *out)
{
    bool is_daily = file->kind == PWZ_RECON_DAILY;

    const char *refused = file->refused     ? texts_at(&report->texts, file->refused)
                          : file->is_unread ? "the reading ended before its first line"
                                            : NULL;

    *out = (struct pwz_recon_file){
        .name = texts_at(&report->texts, file->name),
        .refused = refused,
        .is_unread = file->is_unread,
        .is_cut = file->is_cut,
        .is_jsonl = file->is_jsonl,
        .is_basic = is_daily && file->is_jsonl && !file->has_credit,
        .has_credit_column = file->has_credit || file->has_credit_key || file->has_flag,
        .has_bom = file->has_bom,
        .kind = file->kind,
        .billed = billed_of(file),
        .bytes = file->bytes,
        .lines = file->lines,
        .unusable = file->unusable,
        .repeated_heads = file->repeated_heads,
        .totals = file->totals,
        .delimiter = file->is_jsonl ? '\0' : file->delimiter,
        .date_order = date_order_word(file->order),
        .date_reason = file->order_reason,
        .is_decimal_comma = file->has_comma,
        .columns = file->columns,
        .version = file->version,
        .first_day = refused ? PWZ_DAY_NONE : file->first_day,
        .last_day = refused ? PWZ_DAY_NONE : file->last_day,
        .partner_id = texts_at(&report->texts, file->partner),
        .invoice = texts_at(&report->texts, file->invoice),
    };
}

bool report_show_files(struct pwz_recon_report *report)
{
    report->files = pwz_mem_new(report->file_count, sizeof *report->files);
    if (!report->files)
        return false;
    for (uint32_t i = 0; i < report->file_count; i++)
        show_file(report, &report->raw_files[i], &report->files[i]);
    return true;
}

bool report_show_warnings(struct pwz_recon_report *report, const struct pwz_recon *recon)
{
    report->warning_count = recon->warning_count;
    report->warnings_dropped = recon->warnings_dropped;
    report->warnings = pwz_mem_new(recon->warning_count, sizeof *report->warnings);
    if (!report->warnings)
        return false;
    for (uint32_t i = 0; i < recon->warning_count; i++)
        report->warnings[i] = (struct pwz_recon_warning){
            .file = report->files[recon->warnings[i].file].name,
            .line = recon->warnings[i].line,
            .text = recon->warnings[i].text,
        };
    return true;
}

bool report_show_ids(struct pwz_recon_report *report, const struct pwz_recon *recon)
{
    for (uint32_t ids = 0; ids < PWZ_ID_COUNT; ids++) {
        const struct id_list *list = &recon->ids[ids];
        struct pwz_recon_id *out = pwz_mem_new(list->count, sizeof *out);
        if (!out)
            return false;
        for (uint32_t i = 0; i < list->count; i++)
            out[i] = (struct pwz_recon_id){
                .id = texts_at(&report->texts, list->entries[i].text),
                .name = texts_at(&report->texts, list->entries[i].name),
                .lines = list->entries[i].lines,
                .earned = list->entries[i].earned,
                .missing = list->entries[i].missing,
            };
        report->ids[ids] = out;
        report->id_count[ids] = list->count;
    }
    return true;
}
