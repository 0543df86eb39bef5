#!/usr/bin/env bash
# The subject is in content files: no C file names a fact or a verdict of the built-in pack.
. "$(dirname "$0")/tap.bash"

ids_of() { sed -nE 's/^[^"]*"id":[[:space:]]*"([^"]*)".*/\1/p' "$1"; }

loop=$(tr -d '\n' <content/pec/facts.json |
    sed -nE 's/.*"loops":[^]]*"values":[[:space:]]*\[([^]]*)\].*/\1/p' | tr ',"' '  ')

facts=$(ids_of content/pec/facts.json | while read -r id; do
    case $id in
    *'{path}'*) for path in $loop; do echo "${id//\{path\}/$path}"; done; echo "${id//\{path\}/path}" ;;
    *) echo "$id" ;;
    esac
done)
verdicts=$(ids_of content/pec/verdicts.json)
# The help of the commands shows examples, which are run by the tests of the command line.
strings=$(strings_of $(c_files src | grep -v '^src/cli/commands\.c$'))

[ "$(wc -l <<<"$facts")" -gt 50 ] || facts_missing='the list of facts could not be read'
[ "$(wc -l <<<"$verdicts")" -gt 50 ] || facts_missing='the list of verdicts could not be read'
expect_nothing 'the ids of the built-in pack can be read' "${facts_missing:-}"
expect_nothing 'no C file names a fact of the pack' \
    "$(grep -wF "$facts" <<<"$strings")"
expect_nothing 'no C file names a verdict of the pack' \
    "$(grep -wF "$verdicts" <<<"$strings")"

finish
