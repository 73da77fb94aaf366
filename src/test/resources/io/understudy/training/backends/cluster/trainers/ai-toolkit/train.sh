export PYTHONUNBUFFERED=1 CUDA_DEVICE_ORDER=PCI_BUS_ID
cd /opt/trainer || exit 1
exec /opt/venv/bin/python run.py '/jobs/it'\''s/run/run.yaml'
