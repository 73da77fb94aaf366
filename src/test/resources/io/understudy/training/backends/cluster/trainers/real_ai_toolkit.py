"""Runs two classes of a real ai-toolkit against our watch.py; what they build upon needs a card and is replaced here."""
import importlib.util, os, sys, types

toolkit = sys.argv[1]


def replaced(name, **given):
    module = types.ModuleType(name)
    module.__dict__.update(given)
    sys.modules[name] = module


def real(path):
    spec = importlib.util.spec_from_file_location("real", os.path.join(toolkit, path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class SDTrainer:
    def __init__(self, process_id, job, config, **kwargs):
        self.config, self.step_num, self.progress_bar, self.made = config, 7, None, []
        self.accelerator = types.SimpleNamespace(is_main_process=True)
        self.optimizer = types.SimpleNamespace(zero_grad=lambda: None)
        self.train_config = types.SimpleNamespace(free_u=False, unload_text_encoder=False)
        self.sample_config = types.SimpleNamespace(prompts=["a"])

    def end_step_hook(self):
        pass

    def ensure_params_requires_grad(self):
        pass

    def save(self, step=None):
        self.made.append("checkpoint %d" % step)

    def sample(self, step=None, is_first=False):
        self.made.append("samples %d" % step)


for package in ("extensions_built_in", "extensions_built_in.sd_trainer", "toolkit"):
    replaced(package)
replaced("extensions_built_in.sd_trainer.SDTrainer", SDTrainer=SDTrainer)
replaced("toolkit.basic", flush=lambda: None)
replaced("toolkit.print", print_acc=print)
replaced("toolkit.config_modules", LoggingConfig=object)
replaced("PIL", Image=None)

import watch

watch.prepare(os.environ["UNDERSTUDY_ASKED"])
trainer = real("extensions_built_in/sd_trainer/DiffusionTrainer.py").DiffusionTrainer(
    0, None, {"sqlite_db_path": os.environ["UNDERSTUDY_ASKED"]}
)
trainer.end_step_hook()
reader = watch.AiToolkit(0, 0)
for file in watch.AiToolkit.FLAGS:
    reader.ask(file)
trainer.end_step_hook()
trainer.step_num = 8
trainer.end_step_hook()
trainer.thread_pool.shutdown()
print("made", trainer.made)

logger = real("toolkit/logging_aitk.py").UILogger(watch.PLAN["source"])
for step in (0, 1):
    logger.log({"loss/loss": 0.5, "learning_rate": 1e-4})
    logger.commit(step=step)
logger.finish()
print("read", [(step, loss, rate) for step, loss, rate, _ in reader.steps()])
