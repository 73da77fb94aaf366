"""Says in progress.jsonl how far a trainer is, and in result.json how it ended. Needs nothing but Python 3.7.

watch.py begin                    prints where the trainer's log will continue and the time, or "done"
watch.py follow PID OFFSET TIME   until the trainer, the leader of its process group, has ended; 0 where it has
watch.py save                     asks the trainer for a checkpoint and waits for it, because the time limit is near
watch.py end CODE SIGNAL          afterwards
"""
import csv
import hashlib
import json
import math
import os
import re
import signal
import sqlite3
import struct
import sys
import time
from contextlib import closing
from urllib.parse import quote

PROGRESS = "progress.jsonl"
RESULT = "result.json"
LOG = "trainer.log"
with open("watch.json", encoding="utf-8") as given:
    PLAN = json.load(given)


def read_json(name):
    try:
        with open(name, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def replace(name, text):
    with open(name + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(name + ".part", name)


def append(entries):
    """A line that a full disk or a kill cut off stays alone on its line."""
    with open(PROGRESS, "ab+") as file:
        whole = True
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            whole = file.read(1) == b"\n"
        file.write((b"" if whole else b"\n") + b"".join(json.dumps(e).encode() + b"\n" for e in entries))


def part():
    """Where this start continues: steps that were made before, and the file or folder with their state."""
    try:
        with open("part", encoding="utf-8") as file:
            step, name = file.read().strip().split(" ", 1)
            return int(step), name
    except (OSError, ValueError):
        return 0, ""


ENDS = {".png": b"IEND\xaeB`\x82", ".jpg": b"\xff\xd9", ".jpeg": b"\xff\xd9"}


def is_whole(name):
    """Whether a picture has its end, and a safetensors file all the bytes that its header speaks of."""
    try:
        with open(name, "rb") as file:
            end = ENDS.get(os.path.splitext(name)[1].lower())
            if end:
                file.seek(-len(end), os.SEEK_END)
                return file.read() == end
            if not name.endswith(".safetensors"):
                return True
            size = os.fstat(file.fileno()).st_size
            length = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(length)) if length < size else {}
        ends = [t["data_offsets"][1] for k, t in header.items() if k != "__metadata__"]
        return bool(ends) and size == 8 + length + max(ends)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False


def described(name):
    digest = hashlib.sha256()
    with open(name, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
        return {"file": name, "size": file.tell(), "sha256": digest.hexdigest()}


class Tail:
    """The new lines of a file, which end with a line feed or, as progress bars do, a carriage return."""

    def __init__(self, name, offset):
        self.name, self.offset, self.rest = name, offset, b""

    def lines(self):
        try:
            with open(self.name, "rb") as file:
                if os.fstat(file.fileno()).st_size < self.offset:
                    self.offset, self.rest = 0, b""
                file.seek(self.offset)
                data = file.read(4 << 20)
        except OSError:
            return []
        self.offset += len(data)
        *lines, self.rest = re.split(rb"[\r\n]+", self.rest + data)
        self.rest = self.rest[-10000:]
        return [line.decode("utf-8", "replace") for line in lines]


class AiToolkit:
    """Its database of losses, whose first step is 0; only what was written since this start counts.

    After each step it looks into the database of its own server whether it was asked for more: into the row of its
    job in this one, which has all the columns that any release asks for.
    """

    FLAGS = {"asked/checkpoint": "save_now", "asked/samples": "sample_now"}
    COLUMNS = {"stop", "return_to_queue", "step", "status", "info", "speed_string"}.union(FLAGS.values())

    @classmethod
    def prepare(cls, name):
        try:
            with open(PLAN["schema"], encoding="utf-8") as file:
                model = re.search(r"^model Job \{(.*?)^\}", file.read(), re.M | re.S)
        except OSError:
            model = None
        known = set(re.findall(r"^\s+(\w+)\s+\w+\??\s", model.group(1), re.M)) if model else set()
        if model and not known.issuperset(cls.FLAGS.values()):
            append([{"note": "This release of ai-toolkit makes no checkpoints and samples on request"}])
        columns = ", ".join('"%s" integer default 0' % column for column in sorted((cls.COLUMNS | known) - {"id"}))
        with closing(sqlite3.connect(name)) as database, database:
            database.execute("create table Job (id text primary key, %s)" % columns)
            database.execute("insert into Job (id) values ('understudy')")

    def ask(self, file):
        with closing(sqlite3.connect(os.environ["UNDERSTUDY_ASKED"], timeout=5)) as database, database:
            database.execute("update Job set %s = 1" % self.FLAGS[file])

    def __init__(self, offset, began):
        self.since, self.last, self.at = began - 1, -1, None

    def steps(self, ended=False):
        if not os.path.exists(PLAN["source"]):
            return
        database = sqlite3.connect("file:%s?mode=ro" % quote(PLAN["source"]), uri=True, timeout=5)
        try:
            rows = database.execute(
                "select s.step, s.wall_time, l.value_real, r.value_real from steps s"
                " join metrics l on l.step = s.step and l.key = 'loss/loss'"
                " left join metrics r on r.step = s.step and r.key = 'learning_rate'"
                " where s.step > ? and s.wall_time >= ? order by s.step limit 5000",
                (self.last, self.since),
            ).fetchall()
        except sqlite3.Error:
            return
        finally:
            database.close()
        for step, wall, loss, rate in rows:
            seconds = (wall - self.at) / max(1, step - self.last) if self.at else None
            self.last, self.at = step, wall
            yield step + 1, loss, rate, seconds

    def total(self, found):
        return int(found["step"])


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def fields(message):
    """Number and value of each field of a message in the format of Protocol Buffers."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            value, at = varint(message, at)
        else:
            length, at = varint(message, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
            value, at = message[at : at + length], at + length
        yield key >> 3, value


class Scalars:
    """What TensorBoard's writer logs: records of a length, its checksum, an event, and the checksum of that."""

    def __init__(self, folder):
        self.folder, self.offsets = folder, {}

    def files(self):
        return sorted(
            os.path.join(folder, file)
            for folder, _, files in os.walk(self.folder)
            for file in files
            if file.startswith("events.out.tfevents.")
        )

    def read(self):
        """New ones as time, step, name and value; one that is not yet written to its end comes with a later look."""
        for name in self.files():
            with open(name, "rb") as file:
                file.seek(self.offsets.get(name, 0))
                data = file.read(4 << 20)
            at = 0
            while len(data) >= at + 12:
                length = struct.unpack_from("<Q", data, at)[0]
                if len(data) < at + 16 + length:
                    break
                yield from self.scalars(data[at + 12 : at + 12 + length])
                at += 16 + length
            self.offsets[name] = self.offsets.get(name, 0) + at

    @staticmethod
    def scalars(event):
        try:
            found = dict(fields(event))
            for number, summary in fields(found.get(5, b"")):
                value = dict(fields(summary)) if number == 1 else {}
                if 2 in value:
                    tag = value.get(1, b"").decode("utf-8", "replace")
                    yield struct.unpack("<d", found[1])[0], found.get(2, 0), tag, struct.unpack("<f", value[2])[0]
        except (IndexError, KeyError, TypeError, AttributeError, struct.error):
            return


class Kohya:
    """Its progress bar counts from 0 in each part; names and logs of TensorBoard count from the start of the part's epoch.

    Without TensorBoard in its Python there is only the bar, which has an average of the loss and no learning rate.
    """

    BAR = re.compile(
        r"^steps:.*?\|\s*(\d+)/(\d+) \[[^\]]*?(?:([\d.]+)(s/it|it/s))[^\]]*?avr_loss=([\d.eE+-]+|nan|inf)"
    )
    BEGINNING = re.compile(r"^steps:.*?\|\s*(\d+)/(\d+) \[")

    WITHOUT = (
        "The trainer's Python has no TensorBoard: the loss that is shown is its average over the last epoch, and there"
        " is no curve of the learning rate. Install tensorboard there for what each step measured."
    )

    def __init__(self, offset, began):
        self.log, self.done, self.before = Tail(LOG, offset), part()[0], None
        self.last, self.at = self.done, None
        self.logged, self.measured, self.newest = Scalars(os.environ["UNDERSTUDY_LOGS"]), {}, 0
        self.without = False

    def steps(self, ended=False):
        bars = list(self.bars())
        if self.logged.files():
            yield from self.logged_steps(ended)
            return
        for step, loss, seconds in bars:
            if step > self.last:
                if not self.without:
                    append([{"note": self.WITHOUT}])
                self.without, self.last = True, step
                yield step, loss, None, seconds

    def bars(self):
        for line in self.log.lines():
            beginning = self.BEGINNING.match(line)
            if not beginning:
                continue
            self.before = self.done - max(0, PLAN["steps"] - int(beginning.group(2)))
            bar = self.BAR.match(line)
            if bar and int(beginning.group(1)) > 0:
                rate = float(bar.group(3))
                seconds = rate if bar.group(4) == "s/it" else 1 / rate if rate else None
                yield self.done + int(beginning.group(1)), float(bar.group(5)), seconds

    def logged_steps(self, ended):
        for wall, step, tag, value in self.logged.read():
            kind = "loss" if tag == "loss/current" else tag if tag.startswith("lr/") else None
            if kind:
                self.measured.setdefault(step, {"at": wall}).setdefault(kind, value)
        if self.done and self.before is None:
            return
        # The newest one may not have all its values yet: it comes with the next one, or when nothing has followed.
        newest, before = max(self.measured, default=0), self.newest
        self.newest = newest
        for number in sorted(self.measured):
            if number == newest and newest != before and not ended:
                return
            one, step = self.measured.pop(number), number + (self.before or 0)
            if "loss" in one and step > self.last:
                seconds = (one["at"] - self.at) / (step - self.last) if self.at else None
                self.last, self.at = step, one["at"]
                yield step, one["loss"], self.rate(one), seconds

    @staticmethod
    def rate(one):
        """Of optimizers that find it themselves, the one that they found."""
        rates = sorted(kind for kind in one if kind.startswith("lr/"))
        found = [kind for kind in rates if kind.startswith("lr/d*lr/")]
        return one[(found or rates)[0]] if rates else None

    def total(self, found):
        if int(found.get("from") or 0) != self.done or (self.done and self.before is None):
            return None
        return int(found["step"]) + (self.before or 0)


class Miniature:
    """Its metrics.csv, which each start begins with a new one."""

    def __init__(self, offset, began):
        self.table = Tail(PLAN["source"], 0)

    def steps(self, ended=False):
        for row in csv.reader(self.table.lines()):
            if len(row) == 5 and row[0].isdigit():
                yield int(row[0]), float(row[1]), float(row[3]), float(row[4])

    def total(self, found):
        return int(found["step"])


class Files:
    """Checkpoints, states and samples; one counts once it has not changed between two looks."""

    def __init__(self, reader):
        self.reader, self.sizes, self.reported = reader, {}, set()

    def look(self, ended):
        self.states(ended)
        for kind in ("checkpoint", "sample"):
            for name, step, found in self.settled(kind, ended):
                if not is_whole(name):
                    continue
                if kind == "sample" or PLAN["reportsCheckpoints"]:
                    entry = dict(described(name), **{kind: step})
                    if "index" in found:
                        entry["index"] = int(found["index"]) - PLAN.get("firstIndex", 0)
                    append([entry])
                self.reported.add(name)
                if kind == "checkpoint" and PLAN.get("resume") == "checkpoint":
                    self.newest(step, name)

    def states(self, ended):
        for name, step, found in self.settled("state", ended):
            self.reported.add(name)
            self.newest(step, name)

    @staticmethod
    def newest(step, name):
        if step < PLAN["steps"]:
            replace("newest", "%d %s\n" % (step, name))

    def settled(self, kind, ended):
        if kind not in PLAN:
            return
        folder, pattern = PLAN[kind]
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            return
        for file in names:
            match, name = re.fullmatch(pattern, file), os.path.join(folder, file)
            if not match or name in self.reported:
                continue
            step = self.reader.total(match.groupdict())
            before, self.sizes[name] = self.sizes.get(name), size(name)
            if step is not None and (before == self.sizes[name] or (ended and kind != "state")):
                yield name, min(step, PLAN["steps"]), match.groupdict()


def size(name):
    if os.path.isdir(name):
        return [(f, size(os.path.join(name, f))) for f in sorted(os.listdir(name))]
    try:
        return os.path.getsize(name)
    except OSError:
        return -1


def clean(number):
    return number if number is not None and math.isfinite(number) else None


def begin():
    result = read_json(RESULT)
    if "sha256" in result and size(result["file"]) == result["size"]:
        replace(RESULT, json.dumps(dict(result, job=PLAN["job"])))
        print("done")
        return
    if os.path.exists(RESULT):
        os.remove(RESULT)
    if os.path.exists("newest"):
        os.replace("newest", "part")
    if PLAN["reader"] == "miniature" and os.path.exists(PLAN["source"]):
        os.remove(PLAN["source"])
    append([{"restarts": restarts(), "job": PLAN["job"]}])
    if PLAN["reader"] == "ai-toolkit":
        prepare(os.environ["UNDERSTUDY_ASKED"])
    print(max(0, size(LOG)), time.time())


def prepare(name):
    """Without that file the trainer trains all the same, and takes no requests."""
    try:
        AiToolkit.prepare(name)
    except (OSError, sqlite3.Error) as problem:
        print("Nothing can be asked for while the trainer runs: %s" % problem, file=sys.stderr, flush=True)
        if os.path.exists(name):
            os.remove(name)


def pass_on(reader):
    """What people ask for, each request once."""
    for file in PLAN.get("extras", []):
        try:
            os.replace(file, file + ".taken")
        except OSError:
            continue
        try:
            reader.ask(file)
        except sqlite3.Error as problem:
            append([{"note": "The trainer could not be asked for more: %s" % problem}])
        os.remove(file + ".taken")


def save():
    """The trainer looks for the request after its current step. Without an answer, what it has saved before counts."""
    if PLAN["reader"] != "ai-toolkit" or not os.path.exists(os.environ["UNDERSTUDY_ASKED"]):
        return
    before = {name: size(name) for name in checkpoints()}
    optimizer = os.path.join(PLAN["checkpoint"][0], "optimizer.pt")
    old = written(optimizer)
    append([{"note": "The time limit is near: the trainer is asked for a checkpoint and then stopped"}])
    AiToolkit(0, 0).ask("asked/checkpoint")
    until = time.time() + PLAN["saving"]
    while time.time() < until:
        if any(before.get(name) != size(name) and is_whole(name) for name in checkpoints()):
            await_optimizer(optimizer, old, until)
            return
        time.sleep(0.2)


def await_optimizer(name, old, until):
    """It is written after the checkpoint, over its only copy: stopped in between, the trainer would destroy it."""
    pause = PLAN["settled"]
    last, since = written(name), time.time()
    while time.time() < until:
        now = written(name)
        if now != last:
            last, since = now, time.time()
        elif now is None:
            # This trainer may keep none.
            if old is None and time.time() - since >= 2.5 * pause:
                return
        elif now != old and time.time() - since >= pause:
            return
        time.sleep(min(0.1, pause))


def written(name):
    try:
        found = os.stat(name)
        return found.st_mtime_ns, found.st_size
    except OSError:
        return None


def checkpoints():
    folder, pattern = PLAN["checkpoint"]
    try:
        return [os.path.join(folder, file) for file in os.listdir(folder) if re.fullmatch(pattern, file)]
    except OSError:
        return []


def restarts():
    return int(os.environ.get("SLURM_RESTART_COUNT") or 0)


def follow(trainer, offset, began):
    parent = os.getppid()
    reader = {"ai-toolkit": AiToolkit, "kohya": Kohya, "miniature": Miniature}[PLAN["reader"]](offset, began)
    files = Files(reader)
    waiting = []
    said = began
    while True:
        ended = not is_alive(trainer)
        if os.getppid() != parent:
            # The job's script was killed: the trainer must not hold the card unseen.
            os.killpg(trainer, signal.SIGKILL)
            return
        for step, loss, rate, seconds in reader.steps(ended):
            waiting.append(
                {
                    "step": min(step, PLAN["steps"]),
                    "loss": clean(loss),
                    "lr": clean(rate),
                    "seconds": clean(seconds),
                    "elapsed": round(time.time() - began, 3),
                }
            )
        # Loading a model, samples and the last file take time, too, which no step says.
        if not waiting and (ended or time.time() - said >= PLAN.get("beat", 60)):
            waiting.append({"elapsed": round(time.time() - began, 3)})
        try:
            if waiting:
                append(waiting)
                said, waiting = time.time(), []
            files.look(ended)
            if not ended:
                pass_on(reader)
        except OSError as problem:
            print("Progress could not be written: %s" % problem, file=sys.stderr, flush=True)
        if ended:
            return
        until = time.time() + PLAN["every"]
        while time.time() < until and is_alive(trainer):
            time.sleep(min(0.1, PLAN["every"]))


def is_alive(process):
    try:
        os.kill(process, 0)
        return process > 0
    except ProcessLookupError:
        return False


def end(code, asked):
    folder, pattern = PLAN["result"]
    result = {"job": PLAN["job"], "exitCode": code, "signal": asked, "steps": steps_made(), "restarts": restarts()}
    done = part()[0]
    for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        match, name = re.fullmatch(pattern, file), os.path.join(folder, file)
        if match and int(match.groupdict().get("from") or done) == done and is_whole(name):
            result.update(described(name))
    result["progress"] = size(PROGRESS)
    replace(RESULT, json.dumps(result))
    sys.exit(0 if "file" in result else code or 1)


def steps_made():
    last = 0
    with open(PROGRESS, "rb") as file:
        for line in file:
            try:
                last = json.loads(line).get("step", last)
            except (ValueError, AttributeError):
                pass
    return last


if __name__ == "__main__":
    if sys.argv[1] == "begin":
        begin()
    elif sys.argv[1] == "follow":
        follow(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    elif sys.argv[1] == "save":
        save()
    else:
        end(int(sys.argv[2]), sys.argv[3])
