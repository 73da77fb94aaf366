export PYTHONUNBUFFERED=1 CUDA_DEVICE_ORDER=PCI_BUS_ID AITK_JOB_ID=understudy
cd /opt/trainer || exit 1
exec /opt/venv/bin/python run.py '/jobs/it'\''s/run/run.yaml'
