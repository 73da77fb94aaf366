#!/bin/sh
# The whole recipe: sh run.sh pictures | autoencoder SECONDS | latents | transformer SECONDS [START.safetensors] | export OUT.safetensors | measure BASE.safetensors OUT_FOLDER
# Everything runs at low priority and may be stopped (kill) and started again with the same words: it goes on from its last checkpoint.
set -e
cd "$(dirname "$0")"
export MINIATURE_DATA="${MINIATURE_DATA:-$PWD/data}" OMP_NUM_THREADS=1
PY="nice -n 19 ${PYTHON:-/usr/bin/python3}"
mkdir -p "$MINIATURE_DATA"
pair() { rm -f "$MINIATURE_DATA/meet.${1%.py}"; $PY "$1" 1 2 $2 $3 >/dev/null & $PY "$1" 0 2 $2 $3; wait; }
gen() { nice -n 19 node gen.mjs "$1" "$2" "$MINIATURE_DATA/$3" "$4"; }
case $1 in
  pictures)
    npm install --no-audit --no-fund
    (for i in 0 2 4; do gen base 12000 base$i 1$i; done) &
    for i in 1 3; do gen base 12000 base$i 1$i; done
    gen side 6000 side 3; gen side 24 sidetest 77; gen base 64 val 999; gen base 128 prior 555; gen A 20 A 4; gen B 20 B 4
    $PY textures.py 4000 textures 2
    wait ;;
  autoencoder) pair autoencoder.py "$2" ;;
  latents) $PY autoencoder.py encode 1 2 & $PY autoencoder.py encode 0 2; wait ;;
  transformer) pair transformer.py "$2" "$3" ;;
  export) $PY export.py "$2" && $PY priors.py "$2" "$(dirname "$2")/priors.safetensors" && $PY reference.py "$2" "$(dirname "$2")/reference.json" ;;
  measure) mkdir -p "$3"; $PY measure.py "$2" "$3/base"; for c in A B; do $PY lora.py "$2" $c "$3/lora_$c"; done ;;
esac
