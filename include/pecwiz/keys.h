/*
 * Keys and actions: the one truth from which dispatch, the help view, the footer, the man
 * page and the README's table follow (or are tested against).
 *
 * Keys are our own type, so the tables can be tested without a terminal; the curses room
 * translates.
 */
#ifndef PECWIZ_KEYS_H
#define PECWIZ_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters are their code point; special keys stand above Unicode. */
enum pwz_key {
    PWZ_KEY_NONE = 0,
    PWZ_KEY_TAB = 9,
    PWZ_KEY_ENTER = 10,
    PWZ_KEY_CTRL_C = 3,
    PWZ_KEY_CTRL_F = 6,
    PWZ_KEY_CTRL_K = 11,
    PWZ_KEY_CTRL_L = 12,
    PWZ_KEY_CTRL_N = 14,
    PWZ_KEY_CTRL_O = 15,
    PWZ_KEY_CTRL_P = 16,
    PWZ_KEY_CTRL_T = 20,
    PWZ_KEY_CTRL_U = 21,
    PWZ_KEY_CTRL_X = 24,
    PWZ_KEY_CTRL_Z = 26,
    PWZ_KEY_ESC = 27,
    PWZ_KEY_BACKSPACE = 127,
    PWZ_KEY_SPECIAL = 0x110000,
    PWZ_KEY_UP,
    PWZ_KEY_DOWN,
    PWZ_KEY_LEFT,
    PWZ_KEY_RIGHT,
    PWZ_KEY_HOME,
    PWZ_KEY_END,
    PWZ_KEY_PAGE_UP,
    PWZ_KEY_PAGE_DOWN,
    PWZ_KEY_DELETE,
    PWZ_KEY_BACK_TAB,
    PWZ_KEY_F1,
    PWZ_KEY_F8,
    PWZ_KEY_F10,
    PWZ_KEY_UNKNOWN, /* an unknown sequence: ignored, never inserted as text */
};

/* Modes a binding holds in: bits, so one row can serve several. */
#define PWZ_MODE_LIST(X)                                                                 \
    X(QUESTION, "question") /* one answer is picked */                                   \
    X(SET, "set")           /* several answers may be picked */                          \
    X(ENTRY, "entry")       /* text is typed */                                          \
    X(VERDICT, "verdict")                                                                \
    X(CHECKLIST, "checklist") /* the list of steps has the cursor */                     \
    X(STEP, "step")           /* the answers of one step, to edit */                     \
    X(LIST, "list")           /* picker with a filter, such as the roles */              \
    X(HELP, "help")                                                                      \
    X(START, "start")         /* a new case or one of the kept ones, with a filter */    \
    X(NOTE, "note")           /* a note is typed */                                      \
    X(FOLLOW_UP, "follow-up") /* what became of the fix */                               \
    X(NEWER, "newer content") /* the case was made with other content */                 \
    X(HOLD, "hold")           /* the clock of the case stands */                         \
    X(FILES, "files")         /* a folder, to pick usage files from */                   \
    X(SUBSCRIPTIONS, "subscriptions") /* of the usage files, to pick one */              \
    X(USAGE, "usage")                 /* what the usage files say of one */
#define PWZ_KEYS_ENUM_MODE_INDEX(name, word) PWZ_MODE_INDEX_##name,
enum pwz_mode_index {
    PWZ_MODE_LIST(PWZ_KEYS_ENUM_MODE_INDEX) PWZ_MODE_COUNT
};
#define PWZ_KEYS_ENUM_MODE(name, word) PWZ_MODE_##name = 1 << PWZ_MODE_INDEX_##name,
enum pwz_mode {
    PWZ_MODE_LIST(PWZ_KEYS_ENUM_MODE) PWZ_MODE_ALL = (1 << PWZ_MODE_COUNT) - 1
};

/* X(id, name, footer label, help sentence, group). Line-mode command words are the names.
 */
#define PWZ_ACTION_LIST(X)                                                               \
    X(CHOOSE, "choose", "choose", "Give the focused answer and go on", "Answering")      \
    X(ANSWER_DIGIT, "answer-digit", "answer", "Give answer 1 to 9 at once", "Answering") \
    X(ANSWER_YES, "answer-yes", "yes", "Answer yes", "Answering")                        \
    X(ANSWER_NO, "answer-no", "no", "Answer no", "Answering")                            \
    X(ANSWER_UNKNOWN, "dont-know", "don't know", "Answer \"don't know\" and go on",      \
      "Answering")                                                                       \
    X(ANSWER_ONLY, "answer-only", "only this",                                           \
      "Give answer 1 to 9 alone at once; once one is marked: mark or unmark",            \
      "Answering")                                                                       \
    X(TOGGLE, "toggle", "mark several", "Mark or unmark the focused answer",             \
      "Answering")                                                                       \
    X(ANSWER_NONE, "none", "none", "Answer that none of them applies", "Answering")      \
    X(STEP_GOOD, "step-good", "all good",                                                \
      "This whole step is as it should be: answer each of its questions so",             \
      "Answering")                                                                       \
    X(PASS, "pass", "skip", "Pass over the optional questions here", "Answering")        \
    X(ERASE, "erase", "erase", "Empty the line you are typing", "Answering")             \
    X(NEXT, "next", "down", "Move down", "Moving")                                       \
    X(PREVIOUS, "previous", "up", "Move up", "Moving")                                   \
    X(FIRST, "first", "first", "Go to the first line", "Moving")                         \
    X(LAST, "last", "last", "Go to the last line", "Moving")                             \
    X(PAGE_DOWN, "page-down", "more", "Show the next page of text", "Moving")            \
    X(PAGE_UP, "page-up", "back up", "Show the page of text before", "Moving")           \
    X(BACK, "back", "back", "Go back one question or close this view; never blocked",    \
      "Moving")                                                                          \
    X(CHECKLIST, "checklist", "steps", "Go to the checklist, to jump to any step",       \
      "Moving")                                                                          \
    X(CONTINUE, "continue", "go on", "Go to the next open question or the verdict",      \
      "Moving")                                                                          \
    X(UNDO, "undo", "undo", "Take back the last answer", "Case")                         \
    X(CLEAR, "clear", "clear", "Take back the answer to this question", "Case")          \
    X(VERDICT, "verdict", "result", "Show the result so far", "Case")                    \
    X(COPY, "copy", "copy", "Copy the words to say, or the result without agent notes",  \
      "Case")                                                                            \
    X(COPY_CASE, "copy-case", "copy all", "Copy the whole case for the ticket", "Case")  \
    X(NOTE, "write-note", "note", "Write a note with the time into the case", "Case")    \
    X(HOLD, "hold", "hold", "Stop the clock of the case while the caller waits", "Case") \
    X(FLAG, "flag", "flag", "Mark this question or result as unclear, for statistics",   \
      "Case")                                                                            \
    X(EXPORT, "export", "export", "Write the whole case into a file to hand over",       \
      "Case")                                                                            \
    X(DONE, "done", "done", "The fix was done, or the wait is over: look again", "Case") \
    X(NOT_YET, "not-yet", "not yet", "Not yet done: keep the result, wait on", "Case")   \
    X(FAILED, "failed", "failed", "It was tried and failed: look again", "Case")         \
    X(LOOK_UP, "look-up", "look up", "Open the list that helps with this question",      \
      "Case")                                                                            \
    X(FILTER, "filter", "filter", "Type to filter the list", "Case")                     \
    X(USAGE, "file", "file", "Read usage files, or show what those read last say",       \
      "Case")                                                                            \
    X(STOP, "stop", "stop file",                                                         \
      "Stop reading the usage files; what was read so far counts", "Case")               \
    X(CALENDAR, "calendar", "calendar", "Show the calendar, or the table again", "Case") \
    X(FOLLOWING, "following", "following", "Show the following subscription", "Case")    \
    X(PRECEDING, "preceding", "preceding", "Show the subscription before", "Case")       \
    X(PICK, "subscriptions", "subscriptions", "Show all subscriptions of the files",     \
      "Case")                                                                            \
    X(CURTAIN, "curtain", "curtain",                                                     \
      "Hide or show agent notes, prices and other customers", "Case")                    \
    X(CLOSE_CASE, "close-case", "close", "Close the case, it is done with, and leave",   \
      "Case")                                                                            \
    X(HELP, "help", "help", "Show all keys of this view; type to search", "Program")     \
    X(REDRAW, "redraw", "redraw", "Draw the screen anew", "Program")                     \
    X(SUSPEND, "suspend", "suspend", "Stop the program; 'fg' continues it", "Program")   \
    X(QUIT, "quit", "quit", "Leave; a summary stays on the screen", "Program")

#define PWZ_KEYS_ENUM_ACTION(id, name, label, help, group) PWZ_ACTION_##id,
enum pwz_action {
    PWZ_ACTION_LIST(PWZ_KEYS_ENUM_ACTION) PWZ_ACTION_COUNT
};

struct pwz_action_info {
    const char *name, *label, *help, *group;
};

struct pwz_binding {
    unsigned modes; /* bits of enum pwz_mode */
    uint32_t key;
    enum pwz_action action;
    bool in_footer; /* shown at the bottom, in table order while there is room */
};

const struct pwz_action_info *pwz_action_info(enum pwz_action action);

/* All bindings in table order. */
const struct pwz_binding *pwz_bindings(size_t *count);

/* Action of a key in one mode (one bit), PWZ_ACTION_COUNT when it has none. */
enum pwz_action pwz_key_action(enum pwz_mode mode, uint32_t key);

/* "Enter", "Esc", "j", "F8", "^L" … into `out`; the words used by help, footer and man.
 */
void pwz_key_words(uint32_t key, char out[16]);

const char *pwz_mode_word(enum pwz_mode_index mode);

#endif
