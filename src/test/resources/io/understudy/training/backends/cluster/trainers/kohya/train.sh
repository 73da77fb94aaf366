export PYTHONUNBUFFERED=1 CUDA_DEVICE_ORDER=PCI_BUS_ID
folder=$PWD
resume=()
if read -r step state <part; then
    state=$folder/$state
    resume=(--initial_step "$step" --skip_until_initial_step --output_name "lora-from$step")
    if [ -d "$state" ]; then resume+=(--resume "$state"); else resume+=(--network_weights "$state"); fi
fi 2>/dev/null
cd /opt/trainer || exit 1
exec /opt/venv/bin/python -m accelerate.commands.launch --num_processes 2 --num_machines 1 --mixed_precision bf16 --num_cpu_threads_per_process 1 flux_train_network.py --config_file '/jobs/it'\''s/run/run.toml' --logging_dir "$UNDERSTUDY_LOGS" "${resume[@]}"
