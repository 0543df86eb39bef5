#!/usr/bin/env bash
# What rooms show to each other: names begin with pwz_, and no room keeps state of its own.
. "$(dirname "$0")/tap.bash"

command -v nm >/dev/null && command -v objdump >/dev/null || skip_all 'no nm or objdump'
mapfile -t libs < <(find "$build/src" -name '*.a' | LC_ALL=C sort)
[ ${#libs[@]} -gt 0 ] || skip_all 'no libraries are built'

# "symbol library" for all that is defined, and for all that is wanted from elsewhere.
defined=$(for lib in "${libs[@]}"; do
    nm -g --defined-only "$lib" 2>/dev/null |
        awk -v lib="$(basename "$lib")" 'NF == 3 && $3 !~ /^__/ { print $3, lib }'
done | LC_ALL=C sort -u)
wanted=$(for lib in "${libs[@]}"; do
    nm -g --undefined-only "$lib" 2>/dev/null |
        awk -v lib="$(basename "$lib")" '$1 == "U" { print $2, lib }'
done | LC_ALL=C sort -u)

# A name without the prefix is private to its room: another room must not want it.
expect_nothing 'rooms use only names of other rooms that begin with pwz_' "$(
    join <(echo "$defined") <(echo "$wanted") |
        awk '$2 != $3 && $1 !~ /^pwz_/ { print $3 " uses " $1 " of " $2 }'
)"
expect_nothing 'no name is defined in two rooms' "$(cut -d' ' -f1 <<<"$defined" | uniq -d)"
expect_nothing 'public headers declare only names that begin with pwz_' "$(
    code_of $(c_files include) | grep -vE ':[0-9]*:[[:space:]]*#' |
        grep -E ':[0-9]*:[a-z].*[ *]([a-z_0-9]+)\(' |
        grep -vE '[ *]pwz_[a-z_0-9]+\(|__attribute__|typedef'
)"

if nm "${libs[0]}" 2>/dev/null | grep -q __asan; then
    skip 'no room keeps global state' 'the sanitizer adds its own'
else
    # base/mem.c counts down for tests that make memory run out, json/decode.c guards the
    # state its library has, curses keeps the terminal's modes, what a signal left, and the
    # words of a command line, which must not be const for the system call.
    expect_nothing 'no room keeps global state' "$(
        for lib in "${libs[@]}"; do
            objdump -t "$lib" 2>/dev/null | awk -v lib="$(basename "$lib" .a)" '
                /file format/ { object = $1; sub(/\.o:$/, "", object); sub(/:$/, "", object) }
                / O \.(bss|data)[[:space:]]/ { print lib ": " object ": " $NF }'
        done | grep -vE '/mem\.c: allocations_left$|/decode\.c: cjson_lock$|/(terminal|signals)\.c: |/copy\.c: (name|command|option|from)\.[0-9]+$'
    )"
fi

finish
