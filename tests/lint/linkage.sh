#!/usr/bin/env bash
# Which libraries and system calls the programs carry: the network is another process.
. "$(dirname "$0")/tap.bash"

command -v readelf >/dev/null && command -v nm >/dev/null || skip_all 'no readelf or nm'
program=$(find "$build" -name pecwiz -type f -perm -u+x | head -n 1)
live=$(find "$build" -name pecwiz-live -type f -perm -u+x | head -n 1)
[ -n "$program" ] || skip_all 'pecwiz is not built'

needed() { readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\].*/\1/p'; }

expect_nothing 'pecwiz does not load a network library' \
    "$(needed "$program" | grep -E 'libcurl|libssl|libgnutls|libnghttp')"
expect_nothing 'pecwiz calls no socket function' \
    "$(nm -D --undefined-only "$program" | grep -wE 'socket|connect|getaddrinfo|gethostbyname')"
if [ -n "$live" ]; then
    expect_nothing 'pecwiz-live does not load a terminal library' \
        "$(needed "$live" | grep -E 'ncurses|tinfo')"
    expect_nothing 'pecwiz-live loads the network library' \
        "$(needed "$live" | grep -q libcurl || echo 'libcurl is missing')"
else
    skip 'pecwiz-live does not load a terminal library' 'pecwiz-live is not built'
fi
expect_nothing 'pecwiz is position independent with read-only relocations' "$(
    readelf -lW "$program" | grep -q GNU_RELRO || echo 'no GNU_RELRO segment'
    readelf -hW "$program" | grep -q 'Type:.*DYN' || echo 'not a position independent program'
)"

finish
