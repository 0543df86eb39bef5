#!/bin/sh
# The program from outside: runs the cases of tests/cli/*.case, tells them as TAP.
#
#   run.sh PROGRAM SOURCE-FOLDER [CASE-FILE…]
#
# A case is a block of "key: value" lines; it ends where the next one begins.
#   case: sentence       begins a case: what must hold
#   program: live        run pecwiz-live instead (it is built beside pecwiz)
#   args: words          the command line, with the quoting of the shell
#   env: NAME=VALUE      put into the environment; several are allowed
#   in: line             one line of standard input; without any it is empty
#   file NAME: line      one line of a file in the folder the case runs in
#   make: command        shell command run there before, for odd files
#   to: FILE             standard output goes there
#   exit: N              expected exit status (0)
#   out: ERE, out!: ERE  standard output has, has not a line that matches
#   err: ERE, err!: ERE  the same for standard error
#   empty: out|err       nothing is written there
#   lines: N             standard output has N lines
#   same: FILE           standard output is what stands in FILE of the case's folder
#   jq: FILTER           standard output is one JSON value and FILTER is true of it
set -u

program=$(cd "$(dirname "${1:?program}")" && pwd)/$(basename "$1")
source=$(cd "${2:?source folder}" && pwd)
shift 2
live=$(dirname "$program")/../evidence/live/pecwiz-live
here=$source/tests/cli
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
if [ $# -eq 0 ]; then
    set -- "$here"/*.case
fi

LC_ALL=C.UTF-8
TZ=UTC
PECWIZ_NOW=1795521600 # 2026-11-24T12:00:00Z
XDG_STATE_HOME=$work/dir/state
USER=tester
export LC_ALL TZ PECWIZ_NOW XDG_STATE_HOME USER
unset POSIXLY_CORRECT PECWIZ_AUTHOR

count=0
failed=0
name=

# Forget the case before.
begin_case() {
    name=$1
    run=$program
    args=
    env=
    make=
    to=$work/out
    status=0
    rm -rf "$work/dir"
    mkdir "$work/dir"
    : >"$work/in"
    : >"$work/out"
    : >"$work/checks"
}

complain() {
    why="$why
# $*"
}

# check KEY VALUE: one expectation.
check() {
    case $1 in
    out) grep -Eq -- "$2" "$work/out" || complain "standard output lacks: $2" ;;
    out!) ! grep -Eq -- "$2" "$work/out" || complain "standard output has: $2" ;;
    err) grep -Eq -- "$2" "$work/err" || complain "standard error lacks: $2" ;;
    err!) ! grep -Eq -- "$2" "$work/err" || complain "standard error has: $2" ;;
    empty) [ ! -s "$work/$2" ] || complain "$2 is not empty" ;;
    lines) [ "$(wc -l <"$work/out")" -eq "$2" ] || complain "not $2 lines" ;;
    same) cmp -s "$work/out" "$work/dir/$2" || complain "not the same as $2" ;;
    jq) [ "$(jq -s "length == 1 and (.[0] | $2)" "$work/out" 2>&1)" = true ] ||
        complain "not true: $2" ;;
    *) complain "unknown key: $1" ;;
    esac
}

# Run the case that was read and tell its result.
end_case() {
    [ -n "$name" ] || return 0
    count=$((count + 1))
    if [ "$run" = "$live" ] && [ ! -x "$live" ]; then
        echo "ok $count - $name # SKIP pecwiz-live is not built"
        return
    fi
    if grep -q '^jq: ' "$work/checks" && ! command -v jq >/dev/null; then
        echo "ok $count - $name # SKIP no jq"
        return
    fi
    why=
    (
        cd "$work/dir" || exit 99
        [ -z "$make" ] || eval "$make"
        eval "exec env $env \"\$run\" $args" <"$work/in" >"$to" 2>"$work/err"
    )
    got=$?
    [ "$got" -eq "$status" ] || complain "exit status $got, expected $status"
    while IFS= read -r line; do
        check "${line%%: *}" "${line#*: }"
    done <"$work/checks"
    if [ -z "$why" ]; then
        echo "ok $count - $name"
        return
    fi
    failed=$((failed + 1))
    echo "not ok $count - $name$why"
    sed 's/^/#   out| /' "$work/out" | head -n 12
    sed 's/^/#   err| /' "$work/err" | head -n 12
}

read_line() { # KEY VALUE
    case $1 in
    case)
        end_case
        begin_case "$2"
        ;;
    program) run=$live ;;
    args) args=$2 ;;
    env) env="$env $2" ;;
    in) printf '%s\n' "$2" >>"$work/in" ;;
    file\ *) printf '%s\n' "$2" >>"$work/dir/${1#file }" ;;
    make) make=$2 ;;
    to) to=$2 ;;
    exit) status=$2 ;;
    *) printf '%s: %s\n' "$1" "$2" >>"$work/checks" ;;
    esac
}

for file; do
    while IFS= read -r text || [ -n "$text" ]; do
        case $text in
        '' | '#'*) ;;
        *) read_line "${text%%: *}" "${text#*: }" ;;
        esac
    done <"$file"
    end_case
    name=
done
echo "1..$count"
[ "$failed" -eq 0 ]
