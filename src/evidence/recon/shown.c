/*
 * Ids and resource groups as they may be shown. They are kept byte by byte while files
 * are read, so that two of them are one only if they are the same; what a report shows
 * passes the text gate.
 */
#include "pecwiz/text.h"

#include "evidence/recon/report.h"

static bool is_plain(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < 0x20 || text[i] > 0x7E)
            return false;
    return true;
}

/* The text itself when the gate would not change it; NULL when memory is out. */
static const char *gate(struct pwz_arena *arena, const char *text, size_t len)
{
    char none[1];

    if (is_plain(text, len))
        return text;
    size_t room = pwz_text_gate_into(text, len, none, sizeof none) + 1;
    char *shown = pwz_arena_new(arena, room, 1);
    if (shown)
        pwz_text_gate_into(text, len, shown, room);
    return shown;
}

bool report_gate_texts(struct pwz_recon_report *report)
{
    for (uint32_t i = 0; i < report->texts.count; i++) {
        struct text_entry *entry = &report->texts.entries[i];
        entry->text = gate(&report->texts.arena, entry->text, entry->len);
        if (!entry->text)
            return false;
    }
    return true;
}

bool report_gate_groups(struct sealed *sealed)
{
    struct tables *tables = &sealed->tables;

    for (uint32_t i = 0; i < tables->group_count; i++) {
        struct group *group = &tables->groups[i];
        group->text = gate(&tables->arena, group->text, group->len);
        if (!group->text)
            return false;
    }
    return true;
}
