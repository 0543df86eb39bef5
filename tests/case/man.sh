#!/usr/bin/env bash
# The manual page of case files against the tables of the program.
. "$(dirname "$0")/../lint/tap.bash"

page=man/pecwiz-case.5

# words LIST FILE: the second column of an X-macro list.
words() { sed -n "/define $1(X)/,/[^\\\\]\$/p" "$2" | grep -oE 'X\([A-Z_]+, "[^"]+"' | cut -d'"' -f2; }

# missing TAG: words on standard input that no line of the page has behind a tag like TAG.
missing() {
    while read -r word; do
        grep -qE "^$1 (.* , )?$word( [,;.].*| *)$" "$page" || echo "missing: $word"
    done
}

kinds=$(words PWZ_ENTRY_KIND_LIST include/pecwiz/entry.h)
keys=$(words MEMBERS src/case/codec.c)
[ "$(wc -l <<<"$kinds")" -gt 10 ] && [ "$(wc -l <<<"$keys")" -gt 20 ] ||
    skip_all 'the tables could not be read'
expect_nothing 'the page has each kind of entry' "$(missing '\.It Li' <<<"$kinds")"
expect_nothing 'the page has each member of a line' "$(missing '\.(It )?Li' <<<"$keys")"
expect_nothing 'the page has each outcome and each column' \
    "$( (words PWZ_OUTCOME_LIST include/pecwiz/entry.h; words PWZ_COLUMN_LIST include/pecwiz/entry.h) | missing '\.(It )?Li')"
expect_nothing 'the page says the limits of the program' "$(
    grep -q 'PWZ_CASE_BYTES_MAX = 1024 \* 1024' include/pecwiz/case.h && grep -q 'at most 1 MiB' "$page" || echo 'of a file'
    grep -q 'PWZ_CASE_LINE_MAX = 32 \* 1024' include/pecwiz/case.h && grep -q 'a line at most 32 KiB' "$page" || echo 'of a line'
    grep -q 'PWZ_TEXT_MAX = 2000' include/pecwiz/facts.h && grep -q 'a text at most 2000 bytes' "$page" || echo 'of a text'
)"

finish
