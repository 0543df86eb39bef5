/*
 * A case told as it happened. Private to the command line.
 */
#ifndef PWZ_CLI_CASES_STEPS_H
#define PWZ_CLI_CASES_STEPS_H

#include "pecwiz/json.h"

#include "cli/store.h"

/* One line for each entry of the journal, undone ones marked; names are those of `pack`,
 * ids where it does not know them. With `hides_notes` a note has its time, not its words.
 */
void pwz_steps_write(const struct pwz_case *open, const struct pwz_pack *pack,
                     bool hides_notes, struct pwz_buf *out);
/* The same as an array of objects, all names as ids. */
void pwz_steps_json(const struct pwz_case *open, bool hides_notes,
                    struct pwz_json_writer *writer);
/* Notes alone, oldest first; nothing when there are none. */
void pwz_notes_write(const struct pwz_case *open, struct pwz_buf *out);

#endif
