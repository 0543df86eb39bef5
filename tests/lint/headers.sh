#!/usr/bin/env bash
# Every header compiles alone.
. "$(dirname "$0")/tap.bash"

cc=${CC:-cc}
command -v "${cc%% *}" >/dev/null || skip_all 'no C compiler'

compile_alone() { # include-name
    printf '#include "%s"\nint main(void) { return 0; }\n' "$1" |
        $cc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror \
            -Iinclude -Isrc -fsyntax-only -x c - 2>&1
}

for header in include/pecwiz/*.h; do
    name=${header#include/}
    expect_nothing "$name compiles alone" "$(compile_alone "$name")"
done
private=''
# The curses room takes its definitions from its library's flags.
for header in $(find src -name '*.h' -not -path 'src/curses/*' | LC_ALL=C sort); do
    private+=$(compile_alone "${header#src/}")
done
expect_nothing 'private headers compile alone' "$private"

finish
