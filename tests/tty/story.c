/*
 * Helpers of the stories. Knows the program from outside only: path and content folder
 * come from PECWIZ_BIN and PECWIZ_SOURCE.
 */
#include "tty/story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_COLS = 30
};

struct session *story_start_with(const char *argument, struct session_opts opts)
{
    const char *argv[] = {getenv("PECWIZ_BIN"), argument, NULL};

    opts.argv = argv;
    return session_start(&opts);
}

struct session *story_start(void)
{
    return story_start_with(NULL, (struct session_opts){.rows = 24});
}

/* Cut at a blank, so that the wrapped heading has it on its first line. */
static void cut_to_line(char *words)
{
    size_t len = strlen(words);

    while (len > WORDS_COLS) {
        char *blank = NULL;
        words[len] = '\0';
        blank = strrchr(words, ' ');
        ck_assert_msg(blank != NULL, "a heading without blanks: %s", words);
        len = (size_t)(blank - words);
    }
    words[len] = '\0';
}

const char *story_question(const char *fact)
{
    static char words[512];
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/content/pec/text/en/%s.md", getenv("PECWIZ_SOURCE"),
             fact);
    file = fopen(path, "r");
    ck_assert_msg(file != NULL, "cannot read %s", path);
    do {
        ck_assert_msg(fgets(words, sizeof words, file) != NULL, "no heading in %s", path);
    } while (strncmp(words, "# ", 2) != 0);
    fclose(file);
    words[strcspn(words, "\n")] = '\0';
    memmove(words, words + 2, strlen(words + 2) + 1);
    cut_to_line(words);
    return words;
}

const char *story_first(void)
{
    return story_question("case.asker");
}

void story_wait_first(struct session *session)
{
    CLAIM(session, session_wait_text(session, story_first()));
    CLAIM(session, story_wait_focus(session));
    session_settle(session, 20);
}

bool story_cursor_is_on_focus(const struct session *session)
{
    int col = vt_cursor_col(session->vt) - 2;

    return vt_cursor_shows(session->vt) && col >= 0 &&
           vt_char(session->vt, vt_cursor_row(session->vt), col) == '>';
}

static bool is_on_focus(struct session *session, const void *what)
{
    (void)what;
    return story_cursor_is_on_focus(session);
}

bool story_wait_focus(struct session *session)
{
    return session_wait(session, is_on_focus, NULL);
}

void story_claim_given_back(struct session *session)
{
    CLAIM(session, session_modes_are_back(session));
    CLAIM(session, !vt_is_alternate(session->vt));
    CLAIM(session, vt_cursor_shows(session->vt));
    CLAIM(session, !vt_takes_paste(session->vt));
    CLAIM(session, !vt_has_mouse(session->vt));
}

static bool has_left_row(struct session *session, const void *what)
{
    return vt_cursor_row(session->vt) != *(const int *)what &&
           story_cursor_is_on_focus(session);
}

void story_move(struct session *session, const char *key)
{
    int row = vt_cursor_row(session->vt);

    session_send(session, key);
    CLAIM(session, session_wait(session, has_left_row, &row));
}
