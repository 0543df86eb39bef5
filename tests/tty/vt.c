/*
 * libvterm behind a few questions. Must not know what program is on the terminal.
 */
#include "tty/vt.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

enum {
    ROW_BYTES = 8192
};

struct vt {
    VTerm *term;
    VTermScreen *screen;
    bool is_cursor_shown, is_alternate, has_mouse;
    size_t strange, answers;
};

/* ---- what libvterm tells ---- */

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
    struct vt *vt = user;

    if (prop == VTERM_PROP_CURSORVISIBLE) {
        vt->is_cursor_shown = value->boolean != 0;
    } else if (prop == VTERM_PROP_ALTSCREEN) {
        vt->is_alternate = value->boolean != 0;
    } else if (prop == VTERM_PROP_MOUSE) {
        vt->has_mouse = value->number != VTERM_PROP_MOUSE_NONE;
    }
    return 1;
}

static int on_csi(const char *leader, const long args[], int count, const char *between,
                  char command, void *user)
{
    struct vt *vt = user;

    (void)args;
    (void)count;
    (void)between;
    /* The title stack of xterm's alternate screen, which this libvterm does not know. */
    bool is_title_stack = command == 't' && leader == NULL;
    vt->strange += is_title_stack ? 0 : 1;
    return 1;
}

static int on_string(const char *bytes, size_t len, void *user)
{
    struct vt *vt = user;

    /* OSC 52, the clipboard, is ours; any other is not. */
    vt->strange += len >= 3 && memcmp(bytes, "52;", 3) == 0 ? 0 : 1;
    return 1;
}

static int on_control(unsigned char control, void *user)
{
    struct vt *vt = user;

    (void)control;
    vt->strange++;
    return 1;
}

static void on_answer(const char *bytes, size_t len, void *user)
{
    struct vt *vt = user;

    (void)bytes;
    vt->answers += len;
}

/* ---- public ---- */

struct vt *vt_new(int rows, int cols)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};
    static const VTermParserCallbacks strangers = {
        .control = on_control, .csi = on_csi, .osc = on_string, .dcs = on_string};
    struct vt *vt = calloc(1, sizeof *vt);

    if (vt == NULL) {
        abort();
    }
    vt->is_cursor_shown = true;
    vt->term = vterm_new(rows, cols);
    vterm_set_utf8(vt->term, 1);
    vterm_output_set_callback(vt->term, on_answer, vt);
    vt->screen = vterm_obtain_screen(vt->term);
    vterm_screen_enable_altscreen(vt->screen, 1);
    vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
    vterm_screen_set_unrecognised_fallbacks(vt->screen, &strangers, vt);
    vterm_screen_reset(vt->screen, 1);
    return vt;
}

void vt_free(struct vt *vt)
{
    if (vt != NULL) {
        vterm_free(vt->term);
        free(vt);
    }
}

void vt_feed(struct vt *vt, const char *bytes, size_t len)
{
    (void)vterm_input_write(vt->term, bytes, len);
}

void vt_resize(struct vt *vt, int rows, int cols)
{
    vterm_set_size(vt->term, rows, cols);
}

int vt_rows(const struct vt *vt)
{
    int rows = 0;
    int cols = 0;

    vterm_get_size(vt->term, &rows, &cols);
    return rows;
}

int vt_cols(const struct vt *vt)
{
    int rows = 0;
    int cols = 0;

    vterm_get_size(vt->term, &rows, &cols);
    return cols;
}

void vt_row(const struct vt *vt, int row, char *out, size_t size)
{
    VTermRect rect = {row, row + 1, 0, vt_cols(vt)};
    size_t len = vterm_screen_get_text(vt->screen, out, size - 1, rect);

    len = len < size - 1 ? len : size - 1;
    while (len > 0 && (out[len - 1] == ' ' || out[len - 1] == '\0')) {
        len--;
    }
    out[len] = '\0';
}

unsigned vt_char(const struct vt *vt, int row, int col)
{
    VTermScreenCell cell;
    VTermPos place = {row, col};

    if (vterm_screen_get_cell(vt->screen, place, &cell) == 0 || cell.chars[0] == 0) {
        return ' ';
    }
    return cell.chars[0];
}

int vt_find(const struct vt *vt, const char *text, int from)
{
    char bytes[ROW_BYTES];

    for (int row = from; row < vt_rows(vt); row++) {
        vt_row(vt, row, bytes, sizeof bytes);
        if (strstr(bytes, text) != NULL) {
            return row;
        }
    }
    return -1;
}

static VTermPos cursor(const struct vt *vt)
{
    VTermPos place = {0, 0};

    vterm_state_get_cursorpos(vterm_obtain_state(vt->term), &place);
    return place;
}

int vt_cursor_row(const struct vt *vt)
{
    return cursor(vt).row;
}

int vt_cursor_col(const struct vt *vt)
{
    return cursor(vt).col;
}

bool vt_cursor_shows(const struct vt *vt)
{
    return vt->is_cursor_shown;
}

bool vt_is_alternate(const struct vt *vt)
{
    return vt->is_alternate;
}

/* The mode itself is not to be had, but it decides whether a paste gets a mark. */
bool vt_takes_paste(struct vt *vt)
{
    size_t before = vt->answers;

    vterm_keyboard_start_paste(vt->term);
    bool is_on = vt->answers > before;
    vterm_keyboard_end_paste(vt->term);
    vt->answers = before;
    return is_on;
}

bool vt_has_mouse(const struct vt *vt)
{
    return vt->has_mouse;
}

static bool is_colored(const VTermScreenCell *cell)
{
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

static bool is_styled(const VTermScreenCell *cell)
{
    return cell->attrs.bold != 0 || cell->attrs.reverse != 0 ||
           cell->attrs.underline != 0;
}

static size_t count_cells(const struct vt *vt,
                          bool (*is_counted)(const VTermScreenCell *))
{
    size_t count = 0;

    for (int row = 0; row < vt_rows(vt); row++) {
        for (int col = 0; col < vt_cols(vt); col++) {
            VTermScreenCell cell;
            VTermPos place = {row, col};
            if (vterm_screen_get_cell(vt->screen, place, &cell) != 0) {
                count += is_counted(&cell) ? 1 : 0;
            }
        }
    }
    return count;
}

size_t vt_colored_cells(const struct vt *vt)
{
    return count_cells(vt, is_colored);
}

size_t vt_styled_cells(const struct vt *vt)
{
    return count_cells(vt, is_styled);
}

size_t vt_strange(const struct vt *vt)
{
    return vt->strange;
}

size_t vt_answers(const struct vt *vt)
{
    return vt->answers;
}
