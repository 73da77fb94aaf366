"""Stands in for ai-toolkit: the names, the numbering and the databases of its run.py, and its way to stop."""
import glob, os, re, sqlite3, sys, time
import fake

with open(sys.argv[1], encoding="utf-8") as file:
    text = re.sub(r"\$\{([^}]+)\}", lambda found: os.environ[found.group(1)], file.read())


def value(key):
    return re.search(r"^ *%s: \"?([^\"\n]*)\"?$" % key, text, re.M).group(1)


folder = os.path.join(value("training_folder"), "lora")
steps, save_every, sample_every = int(value("steps")), int(value("save_every")), int(value("sample_every"))
prompts, samples = len(re.findall(r"- prompt:", text)), value("disable_sampling") == "false"
os.makedirs(folder, exist_ok=True)
print("Running 1 job", flush=True)
found = sorted(glob.glob(folder + "/lora*.safetensors"), key=os.path.getctime)
start = fake.step_of(found[-1]) if found else 0
if start:
    print("#### IMPORTANT RESUMING FROM %s ####" % found[-1], flush=True)
database = sqlite3.connect(folder + "/loss_log.db", isolation_level=None)
database.executescript(
    "PRAGMA journal_mode=WAL; create table if not exists steps (step integer primary key, wall_time real not null);"
    "create table if not exists metrics (step integer, key text, value_real real, value_text text, primary key (step, key));"
)
database.execute("delete from metrics where step > ?", (start,))
database.execute("delete from steps where step > ?", (start,))


def sample(step):
    if samples:
        for index in range(prompts):
            fake.png("%s/samples/%d__%09d_%d.png" % (folder, time.time() * 1000, step, index))


def save(step, pause=0.0):
    """The optimizer comes last, over its only copy."""
    print("\nSaving at step %d" % step, flush=True)
    fake.safetensors("%s/lora_%09d.safetensors" % (folder, step), step)
    with open(folder + "/optimizer.pt", "wb") as file:
        for part in b"state.":
            file.write(bytes([part]))
            file.flush()
            time.sleep(pause)


def save_now(step):
    save(step, 0.1)


def make_what_is_asked_for(step):
    """As its DiffusionTrainer does, which stops where the database or one of its columns is missing."""
    if not os.path.exists(value("sqlite_db_path")):
        return
    asked = sqlite3.connect(value("sqlite_db_path"), isolation_level=None)
    job = (os.environ["AITK_JOB_ID"],)
    asked.execute("update Job set step = ? where id = ?", (str(step),) + job)
    asked.execute("select stop, return_to_queue, status, info, speed_string from Job where id = ?", job)
    for flag, make in (("save_now", save_now), ("sample_now", sample)):
        if asked.execute("select %s from Job where id = ?" % flag, job).fetchone()[0] == 1:
            asked.execute("update Job set %s = ? where id = ?" % flag, ("0",) + job)
            make(step)
    asked.close()


def log(step):
    database.execute("insert or replace into steps values (?, ?)", (step, time.time()))
    for key, number in (("learning_rate", float(value("lr"))), ("loss/loss", fake.loss(step))):
        database.execute("insert or replace into metrics values (?, ?, ?, null)", (step, key, number))


try:
    if start <= 1:
        sample(start)
    for step in range(start, steps):
        fake.behave(step)
        if step != start:
            if step % save_every == 0:
                save(step)
            if step % sample_every == 0:
                sample(step)
            log(step)
        bar = "lora:  %d%%|#2        | %d/%d [00:03<00:10,  2.49s/it, lr: 1.0e-04 loss: %.3e]"
        print(bar % (100 * step / steps, step + 1, steps, fake.loss(step)), end="\r", file=sys.stderr, flush=True)
        make_what_is_asked_for(step + 1)
    fake.safetensors(folder + "/lora.safetensors", steps)
    sample(steps)
    print("Result:\n - 1 completed job", flush=True)
except KeyboardInterrupt:
    print("Job stopped", flush=True)
