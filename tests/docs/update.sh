#!/usr/bin/env bash
# Write what the program's tables say into the pages: the keys into README.md and
# man/pecwiz.1, the screen into README.md. The docs tests compare the same things.
#
#   tests/docs/update.sh [BUILD-FOLDER]     default: build
set -euo pipefail

cd "$(dirname "$0")/../.."
build=${1:-build}

# Replace the lines of a file from one pattern up to, and without, the next.
replace() { # file from to text
    FROM=$2 TO=$3 TEXT=$4 perl -0pi -e '
        s/(?:^$ENV{FROM}.*?)(?=^$ENV{TO})/$ENV{TEXT}\n/sm or die "$ARGV: nothing to replace\n"' "$1"
}

replace README.md '\| Key \| What it does \|$' '## ' "$("$build/tests/keytable" markdown)"$'\n'
replace README.md '```$' '## Start' '```'$'\n'"$("$build/tests/demo")"$'\n''```'$'\n'
replace man/pecwiz.1 '\.Ss Answering$' '\.Sh ' "$("$build/tests/keytable" mdoc)"
git --no-pager diff --stat -- README.md man/pecwiz.1
