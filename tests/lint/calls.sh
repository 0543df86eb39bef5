#!/usr/bin/env bash
# Calls that have no place here, and calls that have exactly one place.
. "$(dirname "$0")/tap.bash"

code=$(code_of $(c_files src include))

# calls NAMES ALLOWED: lines that call one of NAMES outside files matching ALLOWED.
calls() {
    grep -E "^[^:]*:[0-9]*:.*(^|[^A-Za-z0-9_.>])($1)[[:space:]]*\(" <<<"$code" |
        grep -vE "^($2):"
}

nowhere='^$'

expect_nothing 'nothing copies text without a limit' \
    "$(calls 'strcpy|strcat|sprintf|vsprintf|stpcpy|gets|strncpy|strncat' "$nowhere")"
expect_nothing 'nothing parses numbers with functions that cannot fail' \
    "$(calls 'atoi|atol|atoll|atof|strtod|strtof|strtold|strtok|v?f?s?scanf' "$nowhere")"
expect_nothing 'nothing starts a shell or leaves the program on its own' \
    "$(calls 'system|popen|exit|_exit|abort|atexit|longjmp' "$nowhere")"
expect_nothing 'nothing asks for local time or for words from a shared buffer' \
    "$(calls 'localtime|gmtime|ctime|asctime|mktime|strerror' "$nowhere")"
expect_nothing 'memory is taken and given back in base/mem.c only' \
    "$(calls 'malloc|calloc|realloc|reallocarray|free|strdup|strndup|v?asprintf|aligned_alloc|getline|getdelim' \
        'src/base/mem\.c')"
# content/embed.c is a tool of the build, evidence/live/main.c a program of its own.
expect_nothing 'libraries format text in base/buf.c and base/status.c only' \
    "$(calls 'v?snprintf' 'src/(base/(buf|status)\.c|cli/.*|plain/.*|content/embed\.c)')"
expect_nothing 'only programs and line mode print' \
    "$(calls 'v?f?d?printf|puts|fputs|putchar|putc|fputc|fwrite|perror' \
        'src/(cli|plain)/.*|src/content/embed\.c|src/evidence/live/main\.c')"
expect_nothing 'no unfinished marks' \
    "$(grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' src include tests man content README.md \
        --exclude-dir=lint 2>/dev/null)"

finish
