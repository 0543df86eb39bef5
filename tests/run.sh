#!/usr/bin/env bash
# Build pecwiz and run all its tests. The last line is a plain total of the test points:
# "N passed, N failed". Exit status 0 when none failed.
#
#   tests/run.sh [BUILD-FOLDER [MESON-OPTION…]]     default: build
set -uo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$source/build}
[ $# -eq 0 ] || shift

not_built() {
    echo '0 passed, 1 failed'
    exit 1
}

if [ -f "$build/build.ninja" ]; then
    [ $# -eq 0 ] || meson configure "$build" "$@" || not_built
else
    meson setup "$build" "$source" "$@" || not_built
fi
ninja -C "$build" || not_built

rm -f "$build/meson-logs/testlog.json"
meson test -C "$build" --no-rebuild --print-errorlogs
python3 "$source/tests/total.py" "$build/meson-logs/testlog.json"
