#!/usr/bin/env bash
# Which room may include which headers: the table of the architecture.
. "$(dirname "$0")/tap.bash"

# Room of each public header.
declare -A home=(
    [status]=base [mem]=base [buf]=base [text]=base [image]=base [time]=base
    [json]=json
    [model]=tree [facts]=tree [walk]=tree [entry]=tree
    [case]=case
    [content]=content [rich]=content [answers]=content [outline]=content [evidence]=content
    [doc]=report [report]=report [recon_view]=report [recon_words]=report
    [screen]=wizard [keys]=wizard [wizard]=wizard [usage]=wizard
    [curses]=curses
    [plain]=plain
    [decimal]=evidence/recon [recon]=evidence/recon [recon_report]=evidence/recon
    [recon_proofs]=evidence/recon [recon_read]=evidence/recon
)

# Rooms each room may use, itself apart. The front ends speak to the wizard alone; what they
# need of other rooms comes through its header.
declare -A uses=(
    [base]=''
    [json]='base'
    [tree]='base'
    [content]='base json tree'
    [evidence/recon]='base tree'
    [evidence/paste]='base json tree'
    [evidence/live]='base json tree'
    [case]='base json tree'
    [report]='base json tree content evidence/recon'
    [wizard]='base tree content report evidence/recon'
    [curses]='base wizard'
    [plain]='base wizard'
    [cli]='base json tree content report wizard curses plain case evidence/recon evidence/paste'
)

# System and library headers, and the rooms that alone may see them.
libraries='
cjson/.*|cJSON\.h        json
.*curses\.h|term\.h      curses
curl/.*                  evidence/live
cmark\.h                 content
utf8proc\.h              base
nettle/.*                content
zlib\.h|isa-l/.*        evidence/recon
'

# System headers a room must not see: input and output, clock, environment, terminal.
io='stdio\.h|time\.h|sys/time\.h|unistd\.h|fcntl\.h|dirent\.h|sys/stat\.h|locale\.h|poll\.h|signal\.h|sys/socket\.h|netdb\.h'
declare -A never=(
    [tree]="$io|stdlib\.h"
    [json]="$io"
    [report]="$io|stdlib\.h"
    [wizard]="$io|stdlib\.h"
)

# Answers come in $answer: a process for each include would take seconds.
room_of_file() {
    [[ $1 =~ ^src/(evidence/[^/]*|[^/]*)/ ]]
    answer=${BASH_REMATCH[1]}
}

room_of_header() {
    local name=${1#pecwiz/}
    case $1 in
    pecwiz/*) answer=${home[${name%.h}]:-unknown} ;;
    evidence/*/*) answer=${1%/*} ;;
    */*) answer=${1%%/*} ;;
    *) answer=same ;;
    esac
}

wrong_rooms='' unknown='' wrong_libraries='' forbidden=''

check_own() { # file room header
    local target
    room_of_header "$3"
    target=$answer
    if [ "$target" = unknown ]; then
        unknown+="$1: $3"$'\n'
    elif [ "$target" != same ] && [ "$target" != "$2" ] &&
        [[ " ${uses[$2]} " != *" $target "* ]]; then
        wrong_rooms+="$1: $2 may not use $target ($3)"$'\n'
    elif [ "$target" != same ] && [ "$target" != "$2" ] && [[ $3 != pecwiz/* ]]; then
        # Anything outside include/ is private to its room.
        [ "$2" = cli ] && [[ $target = curses || $target = plain ]] ||
            wrong_rooms+="$1: $3 is private to $target"$'\n'
    fi
}

check_system() { # file room header
    local pattern rooms
    while read -r pattern rooms; do
        if [ -n "$pattern" ] && [[ $3 =~ ^($pattern)$ && $rooms != "$2" ]]; then
            wrong_libraries+="$1: <$3> belongs to $rooms alone"$'\n'
        fi
    done <<<"$libraries"
    if [ -n "${never[$2]:-}" ] && [[ $3 =~ ^(${never[$2]})$ ]]; then
        forbidden+="$1: <$3> has no place in $2"$'\n'
    fi
}

while IFS=: read -r file include; do
    room_of_file "$file"
    room=$answer
    if [ -z "${uses[$room]+known}" ]; then
        unknown+="$file: no such room in the table: $room"$'\n'
        continue
    fi
    [[ $include =~ [\<\"](.*)[\>\"] ]]
    header=${BASH_REMATCH[1]}
    case $include in
    *\<*) check_system "$file" "$room" "$header" ;;
    *) check_own "$file" "$room" "$header" ;;
    esac
done < <(grep -HE '^[[:space:]]*#[[:space:]]*include' $(c_files src))

expect_nothing 'every header and folder has a room' "${unknown%$'\n'}"
expect_nothing 'rooms use only the rooms below them' "${wrong_rooms%$'\n'}"
expect_nothing 'each library is seen by one room alone' "${wrong_libraries%$'\n'}"
expect_nothing 'pure rooms see no input, output, clock or environment' "${forbidden%$'\n'}"
expect_nothing 'public headers include only public headers' \
    "$(grep -nE '^#[[:space:]]*include "' include/pecwiz/*.h | grep -v '"pecwiz/')"

finish
