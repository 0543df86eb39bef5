#!/usr/bin/env bash
# The man pages and the README against the program's own tables: keys, options, commands,
# exit status; the examples; the form of the pages. Arguments: build folder, source folder.
. "$(dirname "$0")/../lint/tap.bash"

pecwiz=$build/src/cli/pecwiz
keytable=$build/tests/keytable
man=man/pecwiz.1

# Rows of one table in a file, as far as they look like the generated ones.
missing_lines() { # file generated
    while IFS= read -r line; do
        grep -qxF -- "$line" "$1" || echo "missing: $line"
    done <<<"$2"
}

keys_md=$("$keytable" markdown)
keys_man=$("$keytable" mdoc)
expect_nothing 'the key table of the README is the one of the program' \
    "$(missing_lines README.md "$keys_md"
       sed -n '/^| Key | What it does |$/,/^$/p' README.md | sed '/^$/d' |
           grep -vxF -- "$keys_md" | sed 's/^/not in the program: /')"
expect_nothing 'the keys of the man page are those of the program' \
    "$(missing_lines "$man" "$keys_man"
       sed -n '/^\.Sh KEYS/,/^\.Sh [^K]/p' "$man" | grep '^\.It Ic' |
           grep -vxF -- "$keys_man" | sed 's/^/not in the program: /')"

expect_nothing 'the screen in the README is what the program shows' \
    "$(diff <(sed -n '/^```$/,/^```$/p' README.md | sed '1d;/^```$/,$d') <("$build/tests/demo"))"

expect_nothing 'the report in the README is what the program shows' \
    "$(report=$("$pecwiz" recon tests/cli/data/usage.csv)
       sed -n '/^## Usage files/,/^## Keys/p' README.md | sed -n '/^```$/,/^```$/p' |
           grep -vE '^(```|)$' | while IFS= read -r line; do
               grep -qxF -- "$line" <<<"$report" || echo "not shown: $line"
           done)"

# Every help page of the program, so that every option is seen.
commands=$("$pecwiz" --help | sed -n '/^COMMANDS/,/^$/p' |
    sed -nE 's/^  pecwiz ([a-z]+( [a-z]+)?)( .*|$)/\1/p' | sed -E 's/ +$//' | sort -u)
help=$("$pecwiz" --help
    while read -r command; do
        # shellcheck disable=SC2086
        "$pecwiz" $command --help
    done <<<"$commands")
options=$(grep -E '^  ( |-)' <<<"$help" | grep -oE -- '--[a-z][a-z-]*' | sort -u)
man_options=$(grep -E '^\.It Fl' "$man" | grep -oE -- 'Fl Fl [a-z-]+|Fl -[a-z-]+' |
    sed -E 's/Fl (Fl )?-?/--/' | sort -u)
expect_nothing 'the man page has each option and no other' \
    "$(diff <(echo "$options") <(echo "$man_options") | grep '^[<>]' |
        sed 's/^</not in the man page:/; s/^>/not in the program:/')"

codes=$(sed -n '/^EXIT STATUS/,/^[A-Z]*$/p' <<<"$help" | grep -oE '^ +[0-9]+' | tr -d ' ' | sort -un)
man_codes=$(sed -n '/^\.Sh EXIT STATUS/,/^\.Sh [^E]/p' "$man" | sed -nE 's/^\.It ([0-9]+)$/\1/p' | sort -un)
readme_codes=$(sed -n '/^## Exit status/,/^## [^E]/p' README.md | sed -nE 's/^\| ([0-9]+) \|.*/\1/p' | sort -un)
expect_nothing 'the program tells its exit status' "$([ -n "$codes" ] || echo 'no codes in --help')"
expect_nothing 'the man page has each exit status' \
    "$(diff <(echo "$codes") <(echo "$man_codes"))"
expect_nothing 'the README has each exit status' \
    "$(diff <(echo "$codes") <(echo "$readme_codes"))"

expect_nothing 'the man page has each command' "$(while read -r command; do
    grep -qE "^\.(It|Nm|Ic).* (Ic )?${command// / (Ic )?}( |\$)" "$man" || echo "missing: $command"
done <<<"$commands")"

# PECWIZ_NOW is for tests only.
expect_nothing 'the man page has each variable of the environment' "$(
    grep -rhoE '(getenv|says_yes)\("[A-Z_]+"\)' src | sed -E 's/.*"(.*)".*/\1/' | sort -u |
        grep -vx PECWIZ_NOW | while read -r name; do
            grep -qE "^\.It Ev .*\b$name\b" "$man" || echo "missing: $name"
        done)"

# Examples of the man page are commands that work; $ marks what is typed. They find a usage
# file where they run.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -c tests/cli/data/usage.csv >"$work/usage.csv.gz"
XDG_STATE_HOME=$work/state
export XDG_STATE_HOME
expect_nothing 'each example of the man page runs' "$(
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAG/p' "$man" | sed -n 's/^\.Dl \$ //p' | sed 's/\\(dq/"/g' |
        while IFS= read -r line; do
            case $line in
            pecwiz | 'pecwiz new'*) continue ;; # waits for keys
            esac
            (cd "$work" && PATH=$(dirname "$pecwiz"):$PATH bash -c "$line") </dev/null >/dev/null 2>&1
            status=$?
            case $status in
            0 | 3 | 4) ;;
            *) echo "exit $status: $line" ;;
            esac
        done)"

expect_nothing 'the README shows the two commands' \
    "$([ "$(grep -c '^    \.ci/setup ' README.md)" -eq 2 ] || echo 'there are not two')"
findings=$(strings_of src/content/lint*.c | sed -E 's/^[^:]*://' | grep -xE '[a-z]+(-[a-z]+)+')
expect_nothing 'the page on packs explains each finding of lint' "$(while read -r finding; do
    grep -qE "^\.It Cm .*$finding" man/pecwiz-content.5 || echo "missing: $finding"
done <<<"$findings")"
expect_nothing 'no page names a place of one machine' \
    "$(grep -nE '/(home|work|root|tmp)/' README.md man/*.[15] .ci/* | head -5)"

if command -v mandoc >/dev/null; then
    for page in man/*.[15]; do
        expect_nothing "$(basename "$page") is well-formed" \
            "$(mandoc -T lint -W warning "$page" 2>&1)"
    done
else
    skip 'the man pages are well-formed' 'mandoc is not there'
fi

finish
