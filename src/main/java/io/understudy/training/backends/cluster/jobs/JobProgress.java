package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.JobFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@code watch.py} writes. A job that is started again by its engine repeats steps; each is reported once. What
 * an earlier attempt of the run has reported up to its checkpoint is not repeated.
 */
class JobProgress {
    static final String FILE = "progress.jsonl";

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final long MOST_OF_A_SAMPLE = 64L << 20;
    private static final int LOOKS_FOR_A_FILE = 4;
    private static final int MOST_OF_A_NOTE = 300;

    private final JobFolder folder;
    private final SpoolDirectory spool;
    private final TrainingSettings asked;
    private final RunReporter reporter;
    private final Runnable goOn;
    private final RemoteLines lines;
    private final int from;
    private final Set<String> seen = new HashSet<>();
    /** Read, and not yet reported: an engine that goes away in between loses none. */
    private final Deque<Entry> waiting = new ArrayDeque<>();
    /** Of files that are not yet here as the job has described them. */
    private final List<Entry> late = new ArrayList<>();

    private int step;
    private int restarts = -1;
    private double before;
    private double elapsed;
    /** That the trainer said last; a curve of the rate that was set would look measured. */
    private double rate;

    private record Entry(JsonNode json, int looks) {}

    /** @param goOn throws when the job should stop */
    JobProgress(
            JobFolder folder, SpoolDirectory spool, BackendJob job, RunReporter reporter, Runnable goOn, long offset) {
        this.folder = folder;
        this.spool = spool;
        this.asked = job.parameters();
        this.reporter = reporter;
        this.goOn = goOn;
        this.lines = new RemoteLines(folder, FILE, offset);
        JobCheckpoint checkpoint = job.resumeFrom();
        this.from = checkpoint == null ? 0 : checkpoint.step();
        this.step = from;
    }

    int step() {
        return step;
    }

    /** Steps of this job. */
    int made() {
        return step - from;
    }

    int restarts() {
        return Math.max(0, restarts);
    }

    /** By this job until it last said so, in all its starts. */
    Duration spent() {
        return Duration.ofMillis(Math.round(1000 * (before + elapsed)));
    }

    /** Whether all is reported that the job had written when the file was of this size. */
    boolean isRead(long size) {
        return lines.offset() >= size && late.isEmpty();
    }

    /** @return whether there was something new */
    boolean read() throws IOException, InterruptedException {
        List<String> read = lines.read();
        for (String line : read) {
            try {
                waiting.add(new Entry(JsonMapper.shared().readTree(line), 1));
            } catch (JacksonException damaged) {
                // A full disk or a kill cut it off; the next one is whole.
            }
        }
        if (read.isEmpty()) {
            waiting.addAll(late);
            late.clear();
        }
        while (!waiting.isEmpty()) {
            goOn.run();
            report(waiting.getFirst());
            waiting.removeFirst();
        }
        if (!read.isEmpty() && before + elapsed > 0) {
            reporter.computed(spent());
        }
        return !read.isEmpty();
    }

    private void report(Entry found) throws IOException, InterruptedException {
        JsonNode entry = found.json();
        if (entry.path("restarts").isInt()) {
            restarts++;
            before += elapsed;
            elapsed = 0;
        } else if (entry.path("step").isInt()) {
            step(entry);
        } else if (entry.path("checkpoint").isInt()) {
            checkpoint(entry.path("checkpoint").asInt(), found);
        } else if (entry.path("sample").isInt() && entry.path("index").isInt()) {
            sample(entry.path("sample").asInt(), entry.path("index").asInt(), found);
        } else if (entry.path("elapsed").isNumber()) {
            elapsed(entry);
        } else if (entry.path("note").isString()) {
            reporter.log(Wording.cut(entry.path("note").asString(), MOST_OF_A_NOTE));
        }
    }

    private void elapsed(JsonNode entry) {
        elapsed = Math.max(elapsed, number(entry, "elapsed", 0));
    }

    private void step(JsonNode entry) {
        int made = entry.path("step").asInt();
        elapsed(entry);
        if (made <= step || made > asked.steps()) {
            return;
        }
        step = made;
        double loss = number(entry, "loss", Double.NaN);
        if (Double.isFinite(loss)) {
            rate = number(entry, "lr", rate);
            reporter.point(new MetricReading(made, loss, rate, before + elapsed));
        }
    }

    private static double number(JsonNode entry, String name, double otherwise) {
        double value = entry.path(name).isNumber() ? entry.path(name).asDouble() : otherwise;
        return Double.isFinite(value) ? value : otherwise;
    }

    private void checkpoint(int made, Entry entry) throws IOException, InterruptedException {
        if (made > from && made < asked.steps()) {
            copy("checkpoint " + made, entry, copy -> reporter.checkpoint(made, copy));
        }
    }

    private void sample(int made, int index, Entry entry) throws IOException, InterruptedException {
        boolean wanted = (made > from || made == 0 && from == 0)
                && made <= asked.steps()
                && index >= 0
                && index < asked.samplePrompts().size();
        if (wanted && entry.json().path("size").asLong(-1) <= MOST_OF_A_SAMPLE) {
            copy(
                    "sample " + made + " " + index,
                    entry,
                    copy -> SamplePicture.report(reporter, made, index, copy).ifPresent(reporter::log));
        }
    }

    /** One that the trainer has replaced or removed meanwhile is left out. */
    private void copy(String what, Entry entry, RemoteFile.Use use) throws IOException, InterruptedException {
        String name = entry.json().path("file").asString("");
        String hash = entry.json().path("sha256").asString("");
        if (seen.contains(what) || !SHA_256.matcher(hash).matches() || !name.contains(".")) {
            return;
        }
        try {
            if (new RemoteFile(name, entry.json().path("size").asLong(-1), hash).copied(folder, spool, use)) {
                seen.add(what);
                return;
            }
        } catch (JobFailure | IllegalArgumentException unreadable) {
            reporter.log(String.valueOf(unreadable.getMessage()));
            return;
        }
        if (entry.looks() < LOOKS_FOR_A_FILE) {
            late.add(new Entry(entry.json(), entry.looks() + 1));
        } else {
            reporter.log(name + " is no longer what the job has described; it is left out");
        }
    }
}
