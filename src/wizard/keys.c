/*
 * The key table and what follows from it: which key does what in which mode, and the
 * words for keys, actions and modes. Knows no terminal: keys are our own numbers.
 */
#include "pecwiz/keys.h"

#include <string.h>

#include "pecwiz/text.h"

#define Q PWZ_MODE_QUESTION
#define S PWZ_MODE_SET
#define E PWZ_MODE_ENTRY
#define V PWZ_MODE_VERDICT
#define K PWZ_MODE_CHECKLIST
#define P PWZ_MODE_STEP
#define L PWZ_MODE_LIST
#define H PWZ_MODE_HELP
#define B PWZ_MODE_START
#define N PWZ_MODE_NOTE
#define F PWZ_MODE_FOLLOW_UP
#define C PWZ_MODE_NEWER
#define W PWZ_MODE_HOLD
#define I PWZ_MODE_FILES
#define T PWZ_MODE_SUBSCRIPTIONS
#define U PWZ_MODE_USAGE
/* Modes without a line to type in: letters may be keys there. */
#define WALK (Q | S | V | K | P)
#define LETTERS (WALK | F)
#define READING (LETTERS | C)
#define PICKER (L | B)
#define MOVING (READING | PICKER | H)
#define ENTERING (S | E | K | P | PICKER | N | F | C)
#define TYPING (E | PICKER | H | N | I | T)
#define ALL PWZ_MODE_ALL

/* Table order is the order of the footer and of the help view. */
static const struct pwz_binding bindings[] = {
    {Q | F,             '1',               PWZ_ACTION_ANSWER_DIGIT,   true },
    {Q | F,             '2',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '3',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '4',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '5',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '6',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '7',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '8',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {Q | F,             '9',               PWZ_ACTION_ANSWER_DIGIT,   false},
    {S,                 '1',               PWZ_ACTION_ANSWER_ONLY,    true },
    {S,                 '2',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '3',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '4',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '5',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '6',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '7',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '8',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 '9',               PWZ_ACTION_ANSWER_ONLY,    false},
    {S,                 ' ',               PWZ_ACTION_TOGGLE,         true },
    {Q | C,             'y',               PWZ_ACTION_ANSWER_YES,     true },
    {Q | C,             'n',               PWZ_ACTION_ANSWER_NO,      true },
    {F,                 'd',               PWZ_ACTION_DONE,           true },
    {F,                 'n',               PWZ_ACTION_NOT_YET,        true },
    {F,                 'f',               PWZ_ACTION_FAILED,         true },
    {ALL,               '?',               PWZ_ACTION_HELP,           true },
    {ALL,               PWZ_KEY_F1,        PWZ_ACTION_HELP,           false},
    {ENTERING,          PWZ_KEY_ENTER,     PWZ_ACTION_CHOOSE,         true },
    {Q,                 PWZ_KEY_ENTER,     PWZ_ACTION_CHOOSE,         false},
    {K | P,             PWZ_KEY_RIGHT,     PWZ_ACTION_CHOOSE,         false},
    {K | P,             'l',               PWZ_ACTION_CHOOSE,         false},
    {S,                 '0',               PWZ_ACTION_ANSWER_NONE,    true },
    {Q | S,             'u',               PWZ_ACTION_ANSWER_UNKNOWN, true },
    {ALL,               PWZ_KEY_ESC,       PWZ_ACTION_BACK,           true },
    {READING | E,       PWZ_KEY_LEFT,      PWZ_ACTION_BACK,           false},
    {READING,           'b',               PWZ_ACTION_BACK,           false},
    {READING,           PWZ_KEY_BACKSPACE, PWZ_ACTION_BACK,           false},
    {H,                 PWZ_KEY_ENTER,     PWZ_ACTION_BACK,           false},
    {LETTERS | E,       PWZ_KEY_TAB,       PWZ_ACTION_CHECKLIST,      true },
    {LETTERS | E,       PWZ_KEY_BACK_TAB,  PWZ_ACTION_CHECKLIST,      false},
    {WALK,              'f',               PWZ_ACTION_USAGE,          true },
    {E,                 PWZ_KEY_CTRL_F,    PWZ_ACTION_USAGE,          true },
    {WALK | U,          'X',               PWZ_ACTION_STOP,           true },
    {E | I | T,         PWZ_KEY_CTRL_X,    PWZ_ACTION_STOP,           true },
    {Q | S,             's',               PWZ_ACTION_PASS,           true },
    {Q,                 ' ',               PWZ_ACTION_PASS,           false},
    {Q | S | P,         '=',               PWZ_ACTION_STEP_GOOD,      true },
    {Q | S,             '/',               PWZ_ACTION_LOOK_UP,        true },
    {PICKER | H,        '/',               PWZ_ACTION_FILTER,         false},
    {W,                 'h',               PWZ_ACTION_CONTINUE,       true },
    {V | W,             PWZ_KEY_ENTER,     PWZ_ACTION_CONTINUE,       true },
    {W,                 ' ',               PWZ_ACTION_CONTINUE,       false},
    {Q | S | V,         PWZ_KEY_RIGHT,     PWZ_ACTION_CONTINUE,       false},
    {Q | S | V,         'l',               PWZ_ACTION_CONTINUE,       false},
    {V,                 ' ',               PWZ_ACTION_PAGE_DOWN,      false},
    {ALL,               PWZ_KEY_PAGE_DOWN, PWZ_ACTION_PAGE_DOWN,      false},
    {ALL,               PWZ_KEY_PAGE_UP,   PWZ_ACTION_PAGE_UP,        false},
    {LETTERS,           'z',               PWZ_ACTION_UNDO,           true },
    {Q | S | K | P | F, 'v',               PWZ_ACTION_VERDICT,        true },
    {Q | S | P,         'x',               PWZ_ACTION_CLEAR,          false},
    {TYPING,            PWZ_KEY_CTRL_U,    PWZ_ACTION_ERASE,          false},
    {LETTERS,           'c',               PWZ_ACTION_COPY,           true },
    {LETTERS,           'C',               PWZ_ACTION_COPY_CASE,      false},
    {LETTERS,           'N',               PWZ_ACTION_NOTE,           true },
    {E,                 PWZ_KEY_CTRL_T,    PWZ_ACTION_NOTE,           true },
    {LETTERS,           'h',               PWZ_ACTION_HOLD,           true },
    {E,                 PWZ_KEY_CTRL_O,    PWZ_ACTION_HOLD,           true },
    {Q | S | V,         '!',               PWZ_ACTION_FLAG,           false},
    {LETTERS,           'E',               PWZ_ACTION_EXPORT,         false},
    {LETTERS,           'Q',               PWZ_ACTION_CLOSE_CASE,     false},
    {MOVING,            PWZ_KEY_DOWN,      PWZ_ACTION_NEXT,           false},
    {READING,           'j',               PWZ_ACTION_NEXT,           false},
    {MOVING,            PWZ_KEY_CTRL_N,    PWZ_ACTION_NEXT,           false},
    {MOVING,            PWZ_KEY_UP,        PWZ_ACTION_PREVIOUS,       false},
    {READING,           'k',               PWZ_ACTION_PREVIOUS,       false},
    {MOVING,            PWZ_KEY_CTRL_P,    PWZ_ACTION_PREVIOUS,       false},
    {MOVING,            PWZ_KEY_HOME,      PWZ_ACTION_FIRST,          false},
    {READING,           'g',               PWZ_ACTION_FIRST,          false},
    {MOVING,            PWZ_KEY_END,       PWZ_ACTION_LAST,           false},
    {READING,           'G',               PWZ_ACTION_LAST,           false},
    {I | T,             PWZ_KEY_ENTER,     PWZ_ACTION_CHOOSE,         true },
    {U,                 PWZ_KEY_ENTER,     PWZ_ACTION_CONTINUE,       true },
    {I,                 ' ',               PWZ_ACTION_TOGGLE,         true },
    {U,                 'm',               PWZ_ACTION_CALENDAR,       true },
    {U,                 PWZ_KEY_TAB,       PWZ_ACTION_CALENDAR,       false},
    {U,                 'n',               PWZ_ACTION_FOLLOWING,      true },
    {U,                 PWZ_KEY_RIGHT,     PWZ_ACTION_FOLLOWING,      false},
    {U,                 'p',               PWZ_ACTION_PRECEDING,      false},
    {U,                 's',               PWZ_ACTION_PICK,           true },
    {U,                 '/',               PWZ_ACTION_PICK,           false},
    {I | T | U,         PWZ_KEY_DOWN,      PWZ_ACTION_NEXT,           false},
    {I | T | U,         PWZ_KEY_CTRL_N,    PWZ_ACTION_NEXT,           false},
    {U,                 'j',               PWZ_ACTION_NEXT,           false},
    {I | T | U,         PWZ_KEY_UP,        PWZ_ACTION_PREVIOUS,       false},
    {I | T | U,         PWZ_KEY_CTRL_P,    PWZ_ACTION_PREVIOUS,       false},
    {U,                 'k',               PWZ_ACTION_PREVIOUS,       false},
    {I | T | U,         PWZ_KEY_HOME,      PWZ_ACTION_FIRST,          false},
    {U,                 'g',               PWZ_ACTION_FIRST,          false},
    {I | T | U,         PWZ_KEY_END,       PWZ_ACTION_LAST,           false},
    {U,                 'G',               PWZ_ACTION_LAST,           false},
    {U,                 ' ',               PWZ_ACTION_PAGE_DOWN,      false},
    {U,                 'f',               PWZ_ACTION_USAGE,          true },
    {T,                 PWZ_KEY_CTRL_F,    PWZ_ACTION_USAGE,          true },
    {U,                 'z',               PWZ_ACTION_UNDO,           true },
    {U,                 'b',               PWZ_ACTION_BACK,           false},
    {U,                 PWZ_KEY_LEFT,      PWZ_ACTION_BACK,           false},
    {U,                 PWZ_KEY_BACKSPACE, PWZ_ACTION_BACK,           false},
    {U,                 'q',               PWZ_ACTION_QUIT,           true },
    {ALL,               PWZ_KEY_F8,        PWZ_ACTION_CURTAIN,        false},
    {READING | W | U,   'H',               PWZ_ACTION_CURTAIN,        false},
    {TYPING,            PWZ_KEY_CTRL_K,    PWZ_ACTION_CURTAIN,        false},
    {ALL,               PWZ_KEY_CTRL_L,    PWZ_ACTION_REDRAW,         false},
    {ALL,               PWZ_KEY_CTRL_Z,    PWZ_ACTION_SUSPEND,        false},
    {READING | W,       'q',               PWZ_ACTION_QUIT,           true },
    {ALL,               PWZ_KEY_CTRL_C,    PWZ_ACTION_QUIT,           false},
    {ALL,               PWZ_KEY_F10,       PWZ_ACTION_QUIT,           false},
};

#undef Q
#undef S
#undef E
#undef V
#undef K
#undef P
#undef L
#undef H
#undef B
#undef N
#undef F
#undef C
#undef W
#undef WALK
#undef I
#undef T
#undef U
#undef LETTERS
#undef READING
#undef PICKER
#undef MOVING
#undef ENTERING
#undef TYPING
#undef ALL

#define ACTION_ROW(id, name, label, help, group) {name, label, help, group},
static const struct pwz_action_info actions[] = {PWZ_ACTION_LIST(ACTION_ROW)};
#undef ACTION_ROW
_Static_assert(sizeof actions / sizeof actions[0] == PWZ_ACTION_COUNT,
               "one row of words for each action");

#define MODE_WORD(name, word) word,
static const char *const mode_words[] = {PWZ_MODE_LIST(MODE_WORD)};
#undef MODE_WORD
_Static_assert(sizeof mode_words / sizeof mode_words[0] == PWZ_MODE_COUNT,
               "one word for each mode");
_Static_assert(PWZ_MODE_COUNT <= 32, "modes are bits of an unsigned");

static const struct {
    uint32_t key;
    const char *words;
} key_names[] = {
    {PWZ_KEY_TAB,       "Tab"      },
    {PWZ_KEY_ENTER,     "Enter"    },
    {PWZ_KEY_ESC,       "Esc"      },
    {PWZ_KEY_BACKSPACE, "Backspace"},
    {' ',               "Space"    },
    {PWZ_KEY_UP,        "Up"       },
    {PWZ_KEY_DOWN,      "Down"     },
    {PWZ_KEY_LEFT,      "Left"     },
    {PWZ_KEY_RIGHT,     "Right"    },
    {PWZ_KEY_HOME,      "Home"     },
    {PWZ_KEY_END,       "End"      },
    {PWZ_KEY_PAGE_UP,   "PgUp"     },
    {PWZ_KEY_PAGE_DOWN, "PgDn"     },
    {PWZ_KEY_DELETE,    "Del"      },
    {PWZ_KEY_BACK_TAB,  "Shift-Tab"},
    {PWZ_KEY_F1,        "F1"       },
    {PWZ_KEY_F8,        "F8"       },
    {PWZ_KEY_F10,       "F10"      },
};

const struct pwz_action_info *pwz_action_info(enum pwz_action action)
{
    static const struct pwz_action_info none = {"", "", "", ""};

    return (unsigned)action < PWZ_ACTION_COUNT ? &actions[action] : &none;
}

const struct pwz_binding *pwz_bindings(size_t *count)
{
    *count = sizeof bindings / sizeof bindings[0];
    return bindings;
}

enum pwz_action pwz_key_action(enum pwz_mode mode, uint32_t key)
{
    for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++) {
        if (bindings[i].key == key && (bindings[i].modes & (unsigned)mode) != 0) {
            return bindings[i].action;
        }
    }
    return PWZ_ACTION_COUNT;
}

void pwz_key_words(uint32_t key, char out[16])
{
    memset(out, 0, 16);
    for (size_t i = 0; i < sizeof key_names / sizeof key_names[0]; i++) {
        if (key_names[i].key == key) {
            memcpy(out, key_names[i].words, strlen(key_names[i].words));
            return;
        }
    }
    if (key < ' ') {
        out[0] = '^';
        out[1] = (char)(key + '@');
        return;
    }
    char bytes[4];
    memcpy(out, bytes, pwz_utf8_encode(key, bytes));
}

const char *pwz_mode_word(enum pwz_mode_index mode)
{
    return (unsigned)mode < PWZ_MODE_COUNT ? mode_words[mode] : "";
}
