#!/usr/bin/env bash
# The built-in pack through the program's own checks, both as a folder and as compiled in.
# Arguments: program, pack folder.
set -u
pecwiz=$1
export PECWIZ_NOW=1795521600 # the day of the last review, so that dates do not pass
pack=$2
count=0
failed=0

check() { # name command…
    local name=$1 output status
    shift
    count=$((count + 1))
    output=$("$@" 2>&1)
    status=$?
    if [ "$status" -eq 0 ]; then
        echo "ok $count - $name"
    else
        failed=$((failed + 1))
        echo "not ok $count - $name"
        sed 's/^/# /' <<<"exit $status: $output" | head -n 60
    fi
}

check 'the folder passes lint' "$pecwiz" content lint "$pack"
check 'the folder passes its tests' "$pecwiz" content test "$pack"
check 'the built-in pack passes lint' "$pecwiz" content lint
check 'the built-in pack passes its tests' "$pecwiz" content test

echo "1..$count"
[ "$failed" -eq 0 ]
