#!/usr/bin/env bash
# Length of functions and files: half of the functions within 15 lines, 95 % within 50, none
# over 80; files within 400 lines.
. "$(dirname "$0")/tap.bash"

expect_nothing 'no file is longer than 400 lines' "$(
    wc -l $(c_files src include) | awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }'
)"

if command -v ctags >/dev/null && ctags --version 2>/dev/null | grep -q Universal; then
    lengths=$(ctags --c-kinds=f --fields=+ne -f - $(find src -name '*.c') 2>/dev/null |
        awk -F'\t' '{
            first = last = 0
            for (i = 4; i <= NF; i++) {
                if ($i ~ /^line:/) first = substr($i, 6)
                if ($i ~ /^end:/) last = substr($i, 5)
            }
            if (last > 0) print last - first + 1, $2 ": " $1
        }' | sort -n)
    total=$(wc -l <<<"$lengths")
    at() { sed -n "$((($total * $1 + 99) / 100))p" <<<"$lengths" | cut -d' ' -f1; }
    expect_nothing 'no function is longer than 80 lines' "$(awk '$1 > 80' <<<"$lengths")"
    expect_nothing '95 % of the functions have at most 50 lines' \
        "$([ "$(at 95)" -le 50 ] || echo "95 % have $(at 95) lines")"
    expect_nothing 'half of the functions have at most 15 lines' \
        "$([ "$(at 50)" -le 15 ] || echo "the median is $(at 50) lines")"
else
    skip 'no function is longer than 80 lines' 'universal-ctags is not there'
fi

finish
