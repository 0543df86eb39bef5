/*
 * Growing byte buffer with a hard maximum and a sticky error.
 *
 * Knows nothing of characters: whoever cuts or measures text uses the text functions.
 */
#include "pecwiz/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "pecwiz/mem.h"

enum {
    FIRST_ROOM = 64 /* bytes; most lines of a screen fit */
};

void pwz_buf_init(struct pwz_buf *buf, size_t max)
{
    /* One less than the largest number leaves room to count the NUL. */
    *buf = (struct pwz_buf){.max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void pwz_buf_done(struct pwz_buf *buf)
{
    pwz_mem_free(buf->data);
    *buf = (struct pwz_buf){.max = buf->max};
}

void pwz_buf_clear(struct pwz_buf *buf)
{
    buf->len = 0;
    buf->status = PWZ_OK;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

/* The room to have for `need` bytes: doubled, but no more than the maximum can use. */
static size_t choose_room(const struct pwz_buf *buf, size_t need)
{
    const size_t most = buf->max + 1;
    size_t room = most;

    if (buf->room == 0) {
        room = FIRST_ROOM < most ? FIRST_ROOM : most;
    } else if (buf->room <= most / 2) {
        room = buf->room * 2;
    }
    return room < need ? need : room;
}

/* Make room for `more` bytes and the NUL. */
static bool reserve(struct pwz_buf *buf, size_t more)
{
    if (buf->status != PWZ_OK) {
        return false;
    }
    if (more > buf->max - buf->len) {
        buf->status = PWZ_E_LIMIT;
        return false;
    }

    const size_t need = buf->len + more + 1;

    if (need <= buf->room) {
        return true;
    }

    const size_t room = choose_room(buf, need);
    char *data = pwz_mem_resize(buf->data, room, 1);

    if (data == NULL) {
        buf->status = PWZ_E_NOMEM;
        return false;
    }
    buf->data = data;
    buf->room = room;
    return true;
}

void pwz_buf_add(struct pwz_buf *buf, const char *bytes, size_t len)
{
    if (!reserve(buf, len)) {
        return;
    }
    if (len > 0) {
        memcpy(buf->data + buf->len, bytes, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void pwz_buf_adds(struct pwz_buf *buf, const char *text)
{
    pwz_buf_add(buf, text, strlen(text));
}

void pwz_buf_addc(struct pwz_buf *buf, char byte)
{
    pwz_buf_add(buf, &byte, 1);
}

void pwz_buf_addf(struct pwz_buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    pwz_buf_addv(buf, format, args);
    va_end(args);
}

void pwz_buf_addv(struct pwz_buf *buf, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);

    const int len = vsnprintf(NULL, 0, format, args);

    if (len < 0) { /* only when the text would be longer than an int can say */
        buf->status = buf->status == PWZ_OK ? PWZ_E_LIMIT : buf->status;
    } else if (reserve(buf, (size_t)len)) {
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

const char *pwz_buf_text(const struct pwz_buf *buf)
{
    return buf->data == NULL ? "" : buf->data;
}

enum pwz_status pwz_buf_status(const struct pwz_buf *buf)
{
    return buf->status;
}
