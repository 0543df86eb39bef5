/*
 * The directory of cases, and one case with its file. Private to the room case.
 *
 * Of a case there are always two: the log in memory, which has everything, and the file,
 * which has the first `durable` bytes of it for certain. Saving is making them equal.
 */
#ifndef PWZ_CASE_STORE_H
#define PWZ_CASE_STORE_H

#include "pecwiz/case.h"
#include "pecwiz/mem.h"

#include "case/fs.h"
#include "case/log.h"

enum {
    STORE_NAME_SIZE = 64 /* of a file name in the directory: number, suffix, NUL */
};

struct pwz_cases {
    const struct pwz_fs *fs;
    struct pwz_arena arena;
    const char *dir, *author, *host, *program;
    int64_t day;          /* day of `next_number`, in days since 1970 */
    uint32_t next_number; /* first that may be free on that day */
    uint32_t temporaries; /* made so far, for their names */
    bool is_path_flushed; /* the directories up to ours are durable */
};

struct pwz_case {
    struct pwz_cases *cases;
    struct case_log log;
    int dir; /* -1 = not open */
    int fd;  /* -1 = no file yet; locked when lock is _NONE */
    char id[PWZ_CASE_ID_MAX + 1];
    char wanted[PWZ_CASE_ID_MAX + 1]; /* number to take when it is free, "" = any */
    struct pwz_buf path;
    size_t durable;     /* bytes of the log that are in the file for certain */
    uint32_t saved;     /* entries that are */
    bool needs_cut;     /* the file may be longer than `durable` */
    bool is_distrusted; /* a flush failed, or the file is not ours any more (R6) */
    bool is_foreign;    /* the file was changed or removed under us: take a new number */
    bool is_resumed;    /* the next entry is the first since the file was opened */
    int64_t now;        /* for the holder record, and the day of a new number */
    enum pwz_case_lock lock;
    struct pwz_holder holder;
    bool took_over, is_torn_kept;
    struct log_rest rest; /* rest.torn points into `torn` */
    struct pwz_buf torn;
    struct pwz_err trouble; /* why the last try to save failed; status OK = it did not */
    struct pwz_err words;   /* used for its text only */
};

/* "ID.SUFFIX". */
void store_name(const char *id, const char *suffix, char name[STORE_NAME_SIZE]);
/* A number as decimal digits at `out`; returns the end. */
char *store_digits(char *out, uint64_t value);

/* ---- dir.c ---- */

/* Open the directory and make sure that nobody else can write in it. With `makes` it is
 * made when it is missing. PWZ_E_NOT_FOUND, PWZ_E_IO, PWZ_E_NOMEM. */
enum pwz_status dir_open(struct pwz_cases *cases, bool makes, int *dir,
                         struct pwz_err *err);

/* ---- file.c: new files, whole or not at all ---- */

struct new_file {
    int fd; /* open for appending, locked */
    char name[STORE_NAME_SIZE];
};

enum file_kind {
    FILE_CASE, /* flushed */
    FILE_CACHE /* not: it may be lost */
};

/* A temporary file, 0600, with these bytes. PWZ_E_IO; nothing is left then. */
enum pwz_status file_make(struct pwz_cases *cases, int dir, const struct pwz_buf *bytes,
                          enum file_kind kind, struct new_file *file,
                          struct pwz_err *err);
void file_drop(struct pwz_cases *cases, int dir, struct new_file *file);

/* ---- save.c ---- */

/* Make all entries durable. PWZ_OK or PWZ_E_IO (with the log unchanged), PWZ_E_STATE when
 * the case is read-only, PWZ_E_NOMEM. */
enum pwz_status save_all(struct pwz_case *open, struct pwz_err *err);

/* ---- lock.c ---- */

/* Lock the open file of a case, or find out who has it. Fills lock, holder, took_over. */
void lock_take(struct pwz_case *open);
/* Say in the holder record who we are. What fails here is not worth a word: the lock
 * holds without it. */
void lock_sign(struct pwz_case *open);
/* Take the record away. */
void lock_unsign(struct pwz_case *open);
void lock_give_back(struct pwz_case *open);
/* The record of `id`; false when there is none that can be read. */
bool lock_read_holder(struct pwz_cases *cases, int dir, const char *id,
                      struct pwz_holder *holder);
/* "ana on host-a (process 12, since …)" into out->text. */
void lock_describe(const struct pwz_holder *holder, struct pwz_err *out);

/* ---- open.c, add.c ---- */

enum pwz_status case_new(struct pwz_cases *cases, struct pwz_case **made,
                         struct pwz_err *err);
/* A case in memory with its first entry. PWZ_E_NOMEM, PWZ_E_RANGE: `*made` is NULL. */
enum pwz_status case_begin(struct pwz_cases *cases, const struct pwz_case_start *start,
                           const char *forked_from, struct pwz_case **made,
                           struct pwz_err *err);
/* Find, open and lock a case without reading it. */
enum pwz_status case_lock(struct pwz_cases *cases, const char *id,
                          enum pwz_case_access access, struct pwz_case **opened,
                          struct pwz_err *err);
void case_free(struct pwz_case *open); /* NULL allowed; saves nothing */
void case_set_path(struct pwz_case *open, const char *name);

/* Open `name` for reading, a regular file that is no link. PWZ_E_NOT_FOUND, PWZ_E_IO. */
enum pwz_status case_open_file(struct pwz_cases *cases, int dir, const char *name,
                               int flags, int *fd, struct pwz_err *err);
/* Put the torn rest aside as ID.torn; false and errno when that fails. */
bool case_keep_torn(struct pwz_case *open);
/* Read the open file into the case's log. Errors as in log_read(), PWZ_E_IO. */
enum pwz_status case_read(struct pwz_case *open, struct pwz_err *err);

/* ---- state.c ---- */

/* Renew the words of the state after anything changed. */
void state_describe(struct pwz_case *open);

/* ---- statement.c: indices of a model and ids of a journal ---- */

struct draft {
    struct log_event event;
    const char *values[PWZ_VALUES_MAX], *seen[PWZ_VALUES_MAX];
    char detail[PWZ_DETAIL_MAX + 1];
};

/* PWZ_E_RANGE when the entry does not fit the model or its kind is refused. The draft
 * borrows from entry and model. */
enum pwz_status statement_encode(const struct pwz_model *model,
                                 const struct pwz_entry *entry, struct draft *draft,
                                 struct pwz_err *err);
/* PWZ_E_RANGE with the reason when the event does not fit the model, PWZ_E_NOMEM. The
 * entry borrows from the event. */
enum pwz_status statement_decode(const struct pwz_model *model,
                                 const struct pwz_case_event *event, uint32_t fact,
                                 struct pwz_entry *entry, struct pwz_err *err);

#endif
