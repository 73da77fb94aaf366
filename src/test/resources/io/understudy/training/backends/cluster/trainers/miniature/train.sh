resume=()
if read -r step state <part; then resume=(--resume "$state"); fi 2>/dev/null
exec java --add-modules jdk.incubator.vector -jar /opt/trainer train --images=dataset '--trigger=ohwx woman' --out=output --steps=1000 --rank=16 --lr=1.0E-4 --alpha=8.0 --batch=2 --seed=5000000001 --sample-every=125 --save-every=250 '--prompt=ohwx woman, a "sign" \ that says: ${HOME} [trigger]' '--prompt=ohwx woman --seed 3,
# beach' "${resume[@]}"
