#!/usr/bin/env bash
# The whole object of 'pecwiz recon --json' against files whose truth the generator knows, row
# by row and to the last digit. Arguments: program, generator.
set -u

program=${1:?program} generator=${2:?generator}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC PECWIZ_NOW=1795521600

command -v jq >/dev/null || {
    echo '1..0 # SKIP no jq'
    exit 0
}

# Rows have an order of their own in the report; the files' part is known to the report only.
same='def rows: .rows | sort_by(.customer_id, .subscription_id, .currency);
    def all: [.schema, .partial, .by, .totals, rows];
    ($told[0] | all) == ($truth[0] | all)'

count=0 failed=0
compare() { # sentence, words of the generator
    local name=$1 why=''
    shift
    count=$((count + 1))
    "$generator" "$work/usage" "$work/truth" "$@" 2>"$work/err" || why='the generator failed'
    ${pack:-cat} <"$work/usage" >"$work/packed"
    "$program" recon "$work/packed" --json >"$work/told" 2>"$work/err" || [ $? -eq 3 ] ||
        why="the program failed: $(head -n 3 "$work/err")"
    [ -n "$why" ] ||
        [ "$(jq -n --slurpfile told "$work/told" --slurpfile truth "$work/truth" "$same" 2>&1)" = true ] ||
        why="not the truth: generator $*"
    if [ -z "$why" ]; then
        echo "ok $count - $name"
    else
        failed=$((failed + 1))
        printf 'not ok %s - %s\n# %s\n' "$count" "$name" "$why"
    fi
}

compare 'a usage file of 55 columns' seed=1 bytes=2000000
compare 'a day on which all customers begin to miss the credit' seed=2 bytes=1000000 common-day
compare 'a usage file of 50 columns, in another order' seed=3 bytes=1000000 columns=50 shuffle
compare 'every field in quotes, CR at the ends' seed=4 bytes=1000000 quote-all newline=cr
compare 'semicolons and decimal commas, day before month' seed=5 bytes=1000000 excel-eu date=dmy
compare 'a file that is not billed yet' seed=6 bytes=1000000 unbilled
compare 'JSON lines' seed=7 bytes=1000000 form=jsonl
pack='gzip -c' compare 'a packed file' seed=8 bytes=1000000

echo "1..$count"
[ "$failed" -eq 0 ]
