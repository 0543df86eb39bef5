#!/usr/bin/env bash
# The reader on machines unlike this one, by emulation: 64-bit ARM, which has an engine of
# its own, and one whose numbers begin with the high byte. Both must report of every file
# of the fuzzers' corpus what this machine does, whole and in pieces.
#
# Debian: gcc-aarch64-linux-gnu gcc-s390x-linux-gnu libc6-dev-arm64-cross
# libc6-dev-s390x-cross qemu-user-static. What is not installed is skipped.
. "$(dirname "$0")/../lint/tap.bash"

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fuzz=$source/tests/fuzz

# The reader without sources of bytes, so that no library is needed.
reader=$(find src/evidence/recon -name '*.c' | grep -vE '/(inflate|source|zip|read_files|sniff)')
base='src/base/arena.c src/base/buf.c src/base/gate.c src/base/mem.c src/base/status.c
    src/base/time.c src/base/utf8.c'

build_target() { # name compiler
    # shellcheck disable=SC2086 # lists of files
    "$2" -std=c11 -O1 -static -D_POSIX_C_SOURCE=200809L -DPWZ_VERSION='"cross"' -Iinclude \
        -Isrc -Itests -o "$work/$1" $reader $base tests/recon/cross_rune.c \
        tests/recon/ref_csv.c "tests/fuzz/fuzz_$3.c" tests/fuzz/replay.c 2>&1
}

# Reports of the whole corpus, and "ok" for each file that gave the same in pieces.
replay() { # program [emulator]
    PWZ_FUZZ_SHOW=1 ${2:-} "$1" "$fuzz/corpus/$3" "$fuzz/regress/$3" 2>&1
    echo "ended with $?"
}

check_target() { # name compiler emulator
    local target folder
    for target in recon recon_csv; do
        folder=${target/_/-}
        expect_nothing "$target builds for $1" "$(build_target "$target-$1" "$2" "$target")"
        expect_nothing "$target on $1 as here" "$(diff "$work/$target.here" \
            <(replay "$work/$target-$1" "$3" "$folder") | head -n 20)"
    done
}

machines='aarch64 s390x'
found=''
for machine in $machines; do
    emulator=$(command -v "qemu-$machine" || command -v "qemu-$machine-static") &&
        command -v "$machine-linux-gnu-gcc" >/dev/null && found+=" $machine:$emulator"
done
[ -n "$found" ] || skip_all "no cross compiler and emulator for any of: $machines"

for target in recon recon_csv; do
    folder=${target/_/-}
    expect_nothing "$target builds here" "$(build_target "$target-here" "${CC:-cc}" "$target")"
    replay "$work/$target-here" '' "$folder" >"$work/$target.here"
    expect_nothing "$target here ends well" "$(tail -n 1 "$work/$target.here" | grep -vx 'ended with 0')"
done
for machine in $machines; do
    case $found in
    *" $machine:"*)
        emulator=${found#* "$machine":}
        check_target "$machine" "$machine-linux-gnu-gcc" "${emulator%% *}" ;;
    *) skip "the reader on $machine" 'no cross compiler or emulator' ;;
    esac
done

finish
