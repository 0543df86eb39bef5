/* Actions without a screen: which there are, and their keys sent to the wizard. */
#include "plain/state.h"

/* Modes in which letters are text on a screen, but words are commands here. */
static const unsigned like_a_question =
    PWZ_MODE_ENTRY | PWZ_MODE_START | PWZ_MODE_NOTE | PWZ_MODE_SUBSCRIPTIONS;

bool pwz_plain_is_bound(const struct pwz_plain *plain, const struct pwz_binding *binding,
                        enum pwz_action action)
{
    unsigned mode = (unsigned)pwz_wizard_mode(plain->wizard);

    mode |= (mode & like_a_question) != 0 ? PWZ_MODE_QUESTION : 0U;
    return binding->action == action && (binding->modes & mode) != 0 &&
           pwz_plain_hot(plain, binding->key) == PWZ_NONE;
}

static uint32_t key_of(unsigned mode, enum pwz_action action)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].action == action && (rows[i].modes & mode) != 0) {
            return rows[i].key;
        }
    }
    return PWZ_KEY_NONE;
}

/* Where letters are text an action may have no key; it has one in the checklist. */
void pwz_plain_press(struct pwz_plain *plain, enum pwz_action action)
{
    const uint32_t key = key_of((unsigned)pwz_wizard_mode(plain->wizard), action);

    if (key != PWZ_KEY_NONE) {
        pwz_plain_key(plain, key);
        return;
    }
    pwz_plain_key(plain, PWZ_KEY_TAB);
    pwz_plain_key(plain, key_of(PWZ_MODE_CHECKLIST, action));
    if (pwz_wizard_mode(plain->wizard) == PWZ_MODE_CHECKLIST) {
        pwz_plain_key(plain, PWZ_KEY_ESC);
    }
}
