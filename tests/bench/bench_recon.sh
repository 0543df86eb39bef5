#!/usr/bin/env bash
# How fast usage files are read, as ratios measured in one run:
#   bench_recon.sh BENCH GENERATOR [BYTES] [ROUNDS] [WORD]
# BENCH is bench_recon, GENERATOR writes "FILE TRUTH WORD…" (tests/recon/gen_main.c). WORD is
# "spread" (the default: lines of all kinds, those of a resource far apart, as in real files)
# or "plain" (no lines that can never earn, those of a customer together). Text of
# BYTES (default 1,000,000,000) is made in a temporary folder and read ROUNDS (default 5)
# times; medians are told, and what they are against `wc -l` on the same file.
set -eu
bench=$1 generator=$2 bytes=${3:-1000000000} rounds=${4:-5} word=${5:-spread}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$generator" "$folder/usage.csv" - "bytes=$bytes" "$word" 2>/dev/null
"$generator" "$folder/usage.jsonl" - "bytes=$((bytes / 2))" form=jsonl "$word" 2>/dev/null
cat "$folder"/usage.* >/dev/null # into the page cache

wall() { # seconds of a command
    local TIMEFORMAT=%R
    { time "$@" >/dev/null 2>&1; } 2>&1
}
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
read_seconds() { "$bench" "$1" "$2" best 1 | awk 'NR == 1 { print $1 }'; }

for ((i = 0; i < rounds; i++)); do
    wall wc -l "$folder/usage.csv" >>"$folder/wc"
    read_seconds "$folder/usage.csv" window >>"$folder/one"
    read_seconds "$folder/usage.csv" map1 >>"$folder/mapped"
    read_seconds "$folder/usage.csv" map2 >>"$folder/two"
    read_seconds "$folder/usage.jsonl" window >>"$folder/jsonl"
done

csv=$(stat -c %s "$folder/usage.csv") jsonl=$(stat -c %s "$folder/usage.jsonl")
wc=$(median <"$folder/wc")
tell() { # name seconds bytes
    awk -v name="$1" -v s="$2" -v bytes="$3" -v wc="$wc" -v csv="$csv" 'BEGIN {
        printf "%-24s %7.3f s %6.2f GB/s %6.2f x wc -l\n", name, s, bytes / s / 1e9,
            (s / bytes) / (wc / csv)
    }'
}
tell 'wc -l' "$wc" "$csv"
tell 'CSV, windows' "$(median <"$folder/one")" "$csv"
tell 'CSV, mapped' "$(median <"$folder/mapped")" "$csv"
tell 'CSV, mapped, 2 threads' "$(median <"$folder/two")" "$csv"
tell 'JSON lines, windows' "$(median <"$folder/jsonl")" "$jsonl"
"$bench" "$folder/usage.csv" window best 1 | sed -n 1p | sed 's/^.*rss/memory in all: rss/'
