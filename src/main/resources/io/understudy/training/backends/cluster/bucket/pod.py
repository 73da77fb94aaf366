"""Runs a job in a pod: fetches the job's folder by links, starts its script, and keeps a copy of what changes there.

pod.py JOB   a file with the name of the job, the link to the links, the text that starts the script, and the time limit

Needs nothing but Python 3.7. A pod that takes the place of another one continues with the copy.
"""
import collections
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

LOG = "job.log"
PROGRESS = "progress.jsonl"
RESULT = "result.json"
COPIES = "copies.json"  # whether the copies arrive, for the run's page
BEAT = 12  # looks between two lines about that
PIECE = 1 << 20  # a growing file is copied in pieces, of which only the last one is sent again
LONGEST_LOG = 64 * PIECE  # what follows stays in the pod; each piece needs a place
LARGEST = 4 << 30  # S3 takes 5 GiB at once
PATIENCE = 600  # seconds without an answer of the store
LAST_PATIENCE = 3 * 3600  # for what the LoRA is made of, once the trainer has ended
BEFORE_LINKS_END = LAST_PATIENCE + 3600  # seconds that a trainer is stopped before
NOTICE = 2 * 86400  # seconds before the end of the links that people are warned
STARTS = 10  # pods that one job has at most: some clusters interrupt without end
RESERVED = 50  # places that pictures leave to everything else
LAST = 16  # places that everything leaves to the result
LEFT_OUT = re.compile(r"(^|/)\.|^(dataset|asked)/|\.part$|\.db(-\w+)?$|[\x00-\x1f\x7f]")  # caches, and what is being written
PICTURE = re.compile(r"\.(png|jpe?g|webp)$", re.IGNORECASE)


class Refused(Exception):
    pass


class Over(Exception):
    """The job ends without its script, or without its result."""


def answer(link, method="GET", data=None, length=0):
    request = urllib.request.Request(link, data=data, method=method)
    if data is not None:
        request.add_header("Content-Length", str(length))
        request.add_header("Content-Type", "application/octet-stream")
    try:
        return urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as problem:
        with problem:
            if problem.code < 500 and problem.code not in (408, 429):
                raise Refused("The store refuses a link with status %d; links are valid for seven days." % problem.code)
            raise
    except http.client.HTTPException as problem:
        raise OSError("no whole answer: %r" % problem)


def insist(action, patience=PATIENCE, failures=OSError):
    until, pause, said = time.monotonic() + patience, 1, ""
    while True:
        try:
            return action()
        except failures as problem:
            if time.monotonic() > until:
                raise
            if str(problem) != said:
                said = str(problem)
                say("The store is tried again: %s" % said)
            time.sleep(pause)
            pause = min(30, pause * 2)


def read(link):
    with answer(link) as found:
        return json.loads(b"".join(blocks(found)).decode("utf-8"))


def blocks(found):
    try:
        length = int(found.headers.get("Content-Length") or -1)
        for block in iter(lambda: found.read(1 << 20), b""):
            length -= len(block)
            yield block
    except http.client.HTTPException as problem:
        raise OSError("no whole answer: %r" % problem)
    if length > 0:
        raise OSError("an answer was cut off")


def say(words):
    print(words, flush=True)


class Range:
    """A part of a file, which may grow meanwhile."""

    def __init__(self, file, length):
        self.file, self.left = file, length

    def read(self, most=1 << 16):
        block = self.file.read(min(most if most >= 0 else self.left, self.left))
        self.left -= len(block)
        return block


def stamp(name):
    try:
        found = os.stat(name)
        return found.st_size, found.st_mtime_ns
    except OSError:
        return None


def grows(name):
    return name.endswith((".log", ".jsonl"))


class Folder:
    def __init__(self, links, job):
        self.links, self.job = links, job
        self.quiet = job["every"] * 0.4
        self.inputs = {one["name"]: one for one in links["inputs"]}
        self.files, self.copied, self.gone, self.freed, self.asked = {}, {}, [], [], {}
        self.changed = self.full = False
        self.last = min(LAST, len(links["slots"]) // 8)
        self.result = [RESULT, PROGRESS]
        self.starts, self.elapsed = 1, 0
        self.began = self.told = time.monotonic()
        self.problem = ""

    def restore(self):
        """What Understudy has written since an earlier pod counts, and otherwise the copy of that pod's file."""
        index = insist(lambda: read(self.links["index"]["get"]))
        if index.get("job") == self.job.get("job"):
            self.starts, self.elapsed = index.get("starts", 0) + 1, index.get("elapsed", 0)
            self.asked = index.get("asked", {})
        if self.starts > STARTS:
            raise Over("The job was interrupted %d times and is not started again." % (self.starts - 1))
        seen, gone = index.get("seen", {}), index.get("gone", [])
        for name, pieces in index.get("files", {}).items():
            if name not in self.inputs or seen.get(name) == self.inputs[name]["tag"]:
                self.files[name] = pieces
                self.fetch(name, [self.links["slots"][slot]["get"] for slot, _ in pieces])
        for name, one in self.inputs.items():
            if name not in self.files and not (name in gone and seen.get(name) == one["tag"]):
                self.fetch(name, [one["link"]])
        used = {slot for pieces in self.files.values() for slot, _ in pieces}
        self.free = collections.deque(slot for slot in range(len(self.links["slots"])) if slot not in used)
        self.gone = self.missing()
        insist(self.publish)

    def fetch(self, name, links):
        if os.path.isabs(name) or ".." in name.split("/"):
            raise Refused("Not a name of a job's file: " + name)
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)

        def written():
            with open(name + ".part", "wb") as file:
                for link in links:
                    with answer(link) as found:
                        for block in blocks(found):
                            file.write(block)

        insist(written)
        os.replace(name + ".part", name)
        self.copied[name] = stamp(name)

    def missing(self):
        return sorted(name for name in self.inputs if not os.path.exists(name))

    def publish(self):
        text = json.dumps(
            {
                "job": self.job.get("job"),
                "starts": self.starts,
                "elapsed": round(self.elapsed + time.monotonic() - self.began),
                "files": self.files,
                "seen": {name: one["tag"] for name, one in self.inputs.items()},
                "gone": self.gone,
                "asked": self.asked,
            }
        ).encode()
        answer(self.links["index"]["put"], "PUT", text, len(text)).close()

    def limit(self):
        """Seconds that the job may still compute, over all its pods; None for no limit."""
        limits = []
        if self.job["seconds"]:
            limits.append((self.job["seconds"] - self.elapsed, "The job reached its time limit."))
        if "until" in self.links:
            left = self.links["until"] - time.time() - BEFORE_LINKS_END
            limits.append((left, "The links for the job's files end soon; a resumed run has new ones."))
        for left, words in limits:
            if left <= self.job["warning"]:
                raise Over(words)
        return min((left for left, _ in limits), default=None)

    def tell(self, problem):
        """Says now and then whether the copies arrive; that nothing is said any more is an answer, too."""
        left = self.links.get("until", float("inf")) - time.time()
        if not problem and left < NOTICE:
            problem = "The links for the job's files end in %d hours; the trainer is stopped before." % (left / 3600)
        if problem == self.problem and time.monotonic() - self.told < BEAT * self.job["every"]:
            return
        self.problem, self.told = problem, time.monotonic()
        with open(COPIES + ".part", "w", encoding="utf-8") as file:
            json.dump({"at": int(time.time()), "problem": problem}, file)
        os.replace(COPIES + ".part", COPIES)

    def finish(self):
        """What the LoRA is made of comes first and is worth hours; the rest is for a resumed run."""
        try:
            with open(RESULT, encoding="utf-8") as file:
                self.result.append(json.load(file).get("file"))
        except (OSError, ValueError, AttributeError):
            pass
        wanted = [name for name in self.names() if name in self.result]
        insist(lambda: self.look(True, wanted), LAST_PATIENCE, (OSError, Refused))
        lacking = [name for name in wanted if self.copied.get(name) != stamp(name)]
        if lacking:
            raise Over("The store has no place left for the result: it stays in the pod: " + ", ".join(lacking))
        try:
            insist(lambda: self.look(True))
        except (OSError, Refused) as problem:
            say("Not all files could be copied: %s" % problem)

    def look(self, ended=False, names=None):
        """Copies what has changed. The list comes last: what it names is there as a whole."""
        refused = None
        # What is reported first was there before the report.
        for name in sorted(self.names() if names is None else names, key=lambda one: not grows(one)):
            now = stamp(name)
            settled = ended or grows(name) or (now and time.time() - now[1] / 1e9 >= self.quiet)
            if now and settled and self.copied.get(name) != now:
                try:
                    self.copy(name, now)
                except Refused as problem:
                    refused = problem  # the others may be taken
        for name in [name for name in self.files if not os.path.exists(name)]:
            self.freed += [slot for slot, _ in self.files.pop(name)]
            self.copied.pop(name, None)
            self.changed = True
        if self.changed or self.gone != self.missing():
            self.gone, self.changed = self.missing(), True
            self.publish()
            self.changed = False
            self.free.extend(self.freed)
            self.freed = []
        if refused:
            raise refused

    @staticmethod
    def names():
        for folder, folders, files in os.walk("."):
            for file in files:
                name = os.path.relpath(os.path.join(folder, file), ".")
                if not LEFT_OUT.search(name) and not os.path.islink(name):
                    yield name

    def take_requests(self):
        """What people ask for while the job runs: each text is handed on once, over all pods of the job."""
        for one in self.links.get("asked", []):
            try:
                with answer(one["link"]) as found:
                    text = b"".join(blocks(found)).decode("utf-8", "replace")
            except Refused:
                continue  # there is none
            if text != self.asked.get(one["name"]):
                os.makedirs(os.path.dirname(one["name"]), exist_ok=True)
                with open(one["name"], "w", encoding="utf-8") as file:
                    file.write(text)
                self.asked[one["name"]] = text
                self.changed = True

    def copy(self, name, now):
        size, before = now[0], self.files.get(name, [])
        if grows(name) and name != PROGRESS:
            size = min(size, LONGEST_LOG)
        kept, spared = [], 0 if name in self.result else RESERVED if PICTURE.search(name) else self.last
        if grows(name) and size >= sum(length for _, length in before):
            kept = [piece for piece in before if piece[1] == PIECE]
        offset, sent = sum(length for _, length in kept), []
        with open(name, "rb") as file:
            file.seek(offset)
            while offset < size or not kept + sent:
                length = min(PIECE if grows(name) else LARGEST, size - offset)
                if len(self.free) <= spared:
                    if not self.full:
                        say("There are too many files: some stay in the pod")
                    self.full = True
                    self.free.extend(slot for slot, _ in sent)
                    return
                slot = self.free.popleft()
                sent.append([slot, length])
                try:
                    answer(self.links["slots"][slot]["put"], "PUT", Range(file, length), length).close()
                except BaseException:
                    self.free.extend(one for one, _ in sent)
                    raise
                offset += length
        if not grows(name) and stamp(name) != now:
            self.free.extend(slot for slot, _ in sent)
            return
        if not sent and kept == before:
            self.copied[name] = now
            return
        # The list that is in the store still names these.
        self.freed += [slot for slot, _ in before[len(kept) :]]
        self.files[name] = kept + sent
        self.copied[name] = now
        self.changed = True


def run(job):
    links = insist(lambda: read(job["links"]))
    os.makedirs(links["folder"], exist_ok=True)
    os.chdir(links["folder"])
    folder = Folder(links, job)
    folder.restore()
    limit = folder.limit()
    with open(LOG, "ab") as log:
        child = subprocess.Popen(["bash", "-c", job["launch"]], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    signal.signal(signal.SIGTERM, lambda *_: child.poll() is None and child.terminate())
    remind(child, limit, job["warning"])
    watch(job, folder, child)
    folder.finish()
    code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    if code:
        show(LOG)
        show("trainer.log")
    return code


def remind(child, limit, warning):
    """Apart from the copies, each of which may take an hour."""
    if limit is None:
        return
    for seconds, number in [(limit - warning, signal.SIGUSR1)] * bool(warning) + [(limit, signal.SIGTERM)]:
        timer = threading.Timer(seconds, child.send_signal, [number])
        timer.daemon = True
        timer.start()


def watch(job, folder, child):
    away = ""
    while child.poll() is None:
        try:
            folder.tell(away)
            folder.look()
            folder.take_requests()
            away = ""
        except (OSError, Refused) as problem:
            words = "The job's files could not be copied: %s" % problem
            if words != away:
                say(words)
            away = words
        try:
            child.wait(job["every"])
        except subprocess.TimeoutExpired:
            pass


def show(name):
    try:
        with open(name, "rb") as file:
            file.seek(max(0, os.path.getsize(name) - 1500))
            say(file.read().decode("utf-8", "replace").strip())
    except OSError:
        pass


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with open(sys.argv[1], encoding="utf-8") as given:
        asked = json.load(given)
    try:
        sys.exit(run(asked))
    except (OSError, Refused) as problem:
        say("The job's files cannot be exchanged with the store: %s" % problem)
        sys.exit(1)
    except Over as end:
        say(end)
        sys.exit(1)
