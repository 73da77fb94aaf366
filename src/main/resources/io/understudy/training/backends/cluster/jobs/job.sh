#!/bin/bash
# Runs the trainer in this folder. watch.py says in progress.jsonl how far it is, and in result.json how it ended.
# Started again after a requeue, it continues with what is there.
set -um # the trainer has a process group of its own

cd "$(dirname "$0")" || exit 1
# Where the folder is shared with another account of its group, that account reads and removes what is made here.
[ -z "$(find . -maxdepth 0 -perm -g+w)" ] || umask 007
python=$(cat python)
# A submission whose answer was lost may have been made twice, and an earlier job of the run may start late: only the
# first job of the name that the folder was made ready for has it. The others end, and touch nothing.
if [ -n "${SLURM_JOB_ID:-}" ] && name=$("$python" -c 'import json; print(json.load(open("watch.json"))["job"])' 2>/dev/null); then
    [ "${SLURM_JOB_NAME:-$name}" != "$name" ] || (set -C && echo "$SLURM_JOB_ID" >"owner-$name") 2>/dev/null
    if [ "$(cat "owner-$name" 2>/dev/null)" != "$SLURM_JOB_ID" ]; then
        echo "Job $SLURM_JOB_ID ends: this folder is another job's" >&2
        exit 1
    fi
fi
# Where a trainer reads what it is asked for. It locks that file, which not every shared file system allows.
requests=$(mktemp -d)
export UNDERSTUDY_ASKED=$requests/asked.db
# Where it logs what it measures since this start.
export UNDERSTUDY_LOGS=$requests/logs
if ! begun=$("$python" watch.py begin); then
    echo "watch.py cannot begin with the trainer's Python: $python" >&2
    exit 1
fi
if [ "$begun" = done ]; then
    rm -rf -- "$requests"
    exit 0
fi
echo wanted >state
# Folders next to this one whose runs ended long ago without a result.
find .. -mindepth 2 -maxdepth 2 -name state -mtime +14 -exec grep -qx over {} \; -printf '%h\0' 2>/dev/null |
    xargs -0 -r rm -rf --

# The trainer must get an INT also where this script was started with INT ignored.
run='import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])'
"$python" -c "$run" bash train.sh >>trainer.log 2>&1 </dev/null &
trainer=$!
# Slurm sends a TERM to every process of a job; the trainer may take a while to end, and is watched until then.
(trap '' INT TERM USR1 && exec "$python" watch.py follow "$trainer" $begun) &
watcher=$!

# Trainers know INT alone, and save nothing for it. What has not ended shortly before the machine would be taken away
# is killed.
asked=
hurried=
killer=
end_killer() {
    [ -z "$killer" ] || kill -KILL -- "-$killer" 2>/dev/null
}
stop() {
    [ -z "$hurried" ] || return
    hurried=yes
    asked=${asked:-TERM}
    [ "$asked" = TERM ] || end_killer
    kill -INT -- "-$trainer" 2>/dev/null
    { sleep 20; kill -KILL -- "-$trainer"; } >/dev/null 2>&1 &
    killer=$!
}
# The time limit is two minutes away: a trainer that saves on request has a minute for that.
save_and_stop() {
    [ -z "$asked" ] || return
    asked=USR1
    { "$python" watch.py save; kill -INT -- "-$trainer"; sleep 30; kill -KILL -- "-$trainer"; } >/dev/null 2>&1 &
    killer=$!
}
trap stop TERM
trap save_and_stop USR1

while :; do # a signal interrupts the wait
    wait "$trainer"
    code=$?
    kill -0 "$trainer" 2>/dev/null || break
done
trap '' INT TERM USR1
end_killer
kill -KILL -- "-$trainer" 2>/dev/null # what it left behind
wait "$watcher" || "$python" watch.py follow 0 $begun # it was killed: all that is left is read at once
rm -rf -- "$requests"
exec "$python" watch.py end "$code" "$asked"
