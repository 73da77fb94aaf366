# Runs jobs on a machine without a scheduler: one job per card, first come, first served. A job has a folder with
#   runner  the process that waits for cards and then runs it
#   child   the process of the job itself
#   cards   that it was given
#   folder  of the run, which has its name in the file title
#   ended   how: a state in Slurm's words and the exit code
# Which cards are taken is known to all engines that use this account, each of which has jobs in a folder of its own.
# Read as one piece; the last line calls one of the functions.
set -uo pipefail

# Process numbers are used again: a process is ours if it also began when ours did, since the same start of the machine.
began() { # nothing for one that has ended
    local stat
    read -r -a stat < <(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)
    [ "${stat[0]:-Z}" = Z ] || echo "${stat[19]}"
}
booted() { cat /proc/sys/kernel/random/boot_id; }
remember() { echo "$1 $(began "$1") $(booted)" >"$2.part" && mv "$2.part" "$2"; }
alive() {
    local pid start boot
    read -r pid start boot 2>/dev/null <"$1" || return 1
    [ "$boot" = "$(booted)" ] && [ -n "$start" ] && [ "$start" = "$(began "$pid")" ]
}
pid_of() { cut -d' ' -f1 "$1"; }

cards() { # those that this account's jobs may have; UNDERSTUDY_CARDS is empty for all
    nvidia-smi --query-gpu=index,name --format=csv,noheader |
        awk -F', *' -v type="$1" -v may="$UNDERSTUDY_CARDS" '
            may != "" && !index(may, " " $1 " ") {next}
            index(tolower($2), tolower(type)) || type == "" {print $1}'
}

locks() { # of an account without a home they count for this engine alone
    local folder=${HOME:-$1}/.understudy
    if mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ]; then echo "$folder"; else echo "$1"; fi
}

# All the cards or none. A card is taken while its lock is open, and the job's own processes have it open.
take() {
    local card fd fds=()
    taken=()
    for card in $(cards "$type"); do
        [ "${#taken[@]}" -lt "$count" ] || break
        exec {fd}>"$locks/.card-$(hostname)-$card"
        if flock -n "$fd"; then
            taken+=("$card")
            fds+=("$fd")
        else
            exec {fd}>&-
        fi
    done
    [ "${#taken[@]}" -eq "$count" ] && return
    for fd in "${fds[@]:+${fds[@]}}"; do exec {fd}>&-; done
    return 1
}

beat() { sleep 1 & wait $!; }

ended() {
    echo "$1 $2" >"$dir/ended.part" && mv "$dir/ended.part" "$dir/ended"
    exit
}

stop() {
    [ -z "$verdict" ] || return
    verdict=$1
    [ -n "$starting" ] && return # the child is about to be known, and is stopped then
    [ -n "$child" ] || ended "$verdict" 0
    end_child
}

end_child() {
    kill -TERM -- "-$child" 2>/dev/null || kill -TERM "$child" # before it has a group of its own
    killed=$((SECONDS + 30))
}

run() { # jobs name folder cards type seconds warning
    jobs=$1 dir=$1/$2 count=$4 type=$5
    local folder=$3 limit=$6 warning=$7 code warned= locks
    locks=$(locks "$jobs")
    verdict='' child='' starting='' killed=0
    trap 'stop CANCELLED' TERM
    exec 8>"$jobs/.queue-$(hostname)"
    remember $$ "$jobs/.new-$2/runner"
    mv "$jobs/.new-$2" "$dir"
    flock 8 & wait $!
    until take; do beat; done
    exec 8>&-
    cd "$folder" || ended FAILED 1
    SECONDS=0
    starting=yes
    echo "${taken[*]:-}" >"$dir/cards"
    CUDA_VISIBLE_DEVICES=$(IFS=,; echo "${taken[*]:-}") setsid bash "$dir/launch.sh" >>job.log 2>&1 </dev/null &
    child=$!
    remember "$child" "$dir/child"
    starting=''
    [ -z "$verdict" ] || end_child
    while kill -0 "$child" 2>/dev/null; do
        beat
        [ "$limit" -eq 0 ] || [ "$SECONDS" -lt "$limit" ] || stop TIMEOUT
        if [ "$warning" -gt 0 ] && [ -z "$warned" ] && [ "$SECONDS" -ge $((limit - warning)) ]; then
            warned=yes
            kill -USR1 "$child"
        fi
        [ -z "$verdict" ] || [ "$SECONDS" -lt "$killed" ] || kill -KILL -- "-$child"
    done
    wait "$child"
    code=$?
    if [ "$code" -eq 0 ]; then ended "${verdict:-COMPLETED}" 0; else ended "${verdict:-FAILED}" "$code"; fi
}

submit() { # jobs name folder cards type seconds warning text
    local dir=$1/$2 new=$1/.new-$2 have
    mkdir -p "$1" || exit 3
    [ -d "$3" ] || { echo "There is no folder $3" >&2; exit 3; }
    exec 9>"$1/.lock"
    flock -w 60 9 || exit 4
    find "$1" -mindepth 2 -maxdepth 2 -name ended -mtime +30 -printf '%h\0' | xargs -0 -r rm -rf
    if [ -d "$dir" ]; then
        echo found
        return
    fi
    if [ "$4" -gt 0 ]; then
        have=$(cards "$5" | wc -l) || exit 4
        [ "$have" -ge "$4" ] || exit 5
    fi
    rm -rf "$new" && mkdir "$new" && printf '%s' "$8" >"$new/launch.sh" && printf '%s' "$3" >"$new/folder" || exit 3
    nohup setsid bash -c "$(declare -f); run \"\$@\"" run "${@:1:7}" >"$new/log" 2>&1 9>&- &
    until [ -d "$dir" ]; do
        kill -0 $! 2>/dev/null || { cat "$new/log" >&2; exit 4; }
        sleep 0.05
    done
    echo started
}

standing() { # jobs name
    local dir=$1/$2 other place=1
    if [ ! -d "$dir" ]; then
        echo GONE
    elif [ -f "$dir/ended" ]; then
        cat "$dir/ended"
    elif alive "$dir/child"; then
        echo RUNNING
    elif alive "$dir/runner"; then
        if [ -f "$dir/cards" ]; then
            echo RUNNING
            return
        fi
        for other in "$1"/*/runner; do
            [ "$other" -ot "$dir/runner" ] && [ ! -f "${other%runner}cards" ] && alive "$other" && place=$((place + 1))
        done
        echo "PENDING $place"
        taken "$1"
    elif [ -f "$dir/ended" ]; then # meanwhile
        cat "$dir/ended"
    else
        echo NODE_FAIL
    fi
}

taken() { # jobs; a line for each card that a job has, with the run that it belongs to
    local dir card
    for dir in "$1"/*/; do
        [ -f "$dir/cards" ] && [ ! -f "$dir/ended" ] || continue
        alive "$dir/child" || alive "$dir/runner" || continue
        for card in $(cat "$dir/cards"); do
            echo "$card $(head -c 60 "$(cat "$dir/folder" 2>/dev/null)/title" 2>/dev/null | tr -d '\n')"
        done
    done
}

cancel() { # jobs name
    local dir=$1/$2
    if alive "$dir/runner"; then
        kill -TERM "$(pid_of "$dir/runner")"
    elif alive "$dir/child"; then
        kill -KILL -- "-$(pid_of "$dir/child")"
    fi
    return 0
}

named() { # jobs prefix
    local dir state
    for dir in "$1/$2"*/; do
        [ -f "$dir/ended" ] || [ ! -d "$dir" ] && continue
        state=$(standing "$1" "$(basename "$dir")")
        case $state in PENDING* | RUNNING*) echo "$(basename "$dir") ${state%% *} $(stat -c %Y "$dir/launch.sh")" ;; esac
    done
    return 0
}

describe() {
    hostname
    nvidia-smi --query-gpu=driver_version,name --format=csv,noheader
}
