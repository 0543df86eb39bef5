# Sourced by the lint scripts: arguments, and test points told as TAP.
# Every script is called with the build folder and the source folder.

build=$(cd "${1:?build folder}" && pwd) || exit 2
source=$(cd "${2:?source folder}" && pwd) || exit 2
cd "$source" || exit 2

tap_count=0
tap_failed=0

# expect_nothing NAME FINDINGS: passes when FINDINGS is empty, else tells them.
expect_nothing() {
    tap_count=$((tap_count + 1))
    if [ -z "$2" ]; then
        echo "ok $tap_count - $1"
        return
    fi
    tap_failed=$((tap_failed + 1))
    echo "not ok $tap_count - $1"
    while IFS= read -r line; do echo "# $line"; done <<<"$2"
}

skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

finish() {
    echo "1..$tap_count"
    [ "$tap_failed" -eq 0 ]
    exit
}

# C files without comments and without the text inside string literals, "file:line:code".
code_of() {
    perl -0777 -ne '
        s{(/\*.*?\*/)|(//[^\n]*)|("(?:\\.|[^"\\\n])*")|(\x27(?:\\.|[^\x27\\\n])*\x27)}
         {defined $3 ? "\"\"" : defined $4 ? "0" : ($1 // $2) =~ tr/\n//cdr}gse;
        my $n = 0;
        print map { $n++; "$ARGV:$n:$_\n" } split /\n/, $_, -1;
    ' "$@"
}

# Only the text inside string literals, "file:text".
strings_of() {
    perl -0777 -ne '
        print defined $1 ? "$ARGV:$1\n" : ""
            while m{/\*.*?\*/|//[^\n]*|"((?:\\.|[^"\\\n])*)"|\x27(?:\\.|[^\x27\\\n])*\x27}gs;
    ' "$@"
}

# All C files of some folders.
c_files() {
    find "$@" -name '*.[ch]' | LC_ALL=C sort
}
