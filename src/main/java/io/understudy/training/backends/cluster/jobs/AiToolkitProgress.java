package io.understudy.training.backends.cluster.jobs;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Metric;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the curve, the samples and the checkpoints of a job from ai-toolkit's server, and reports each once. The server
 * keeps what an earlier start of the job had measured after its checkpoint until the next one overwrites it.
 */
class AiToolkitProgress {
    private static final Pattern SAMPLE = Pattern.compile(".*/\\d+__(\\d{9})_(\\d{1,3})\\.(?:png|jpg)");
    private static final Pattern CHECKPOINT = Pattern.compile(".*_(\\d{9})\\.safetensors");
    private static final String LOSS = "loss/loss";
    private static final String RATE = "learning_rate";

    private final AiToolkitClient client;
    private final String id;
    private final TrainingSettings asked;
    private final RunReporter reporter;
    private final Runnable goOn;
    private final double since;
    private final int from;
    private final Set<String> seen = new HashSet<>();
    /** A file that is still being written grows between two looks. */
    private Map<String, Long> sizes = Map.of();

    private int step;
    /** The server's number of the newest step of this start; -1 before its first. */
    private int cursor = -1;

    private double began;
    private double elapsed;

    /**
     * @param since seconds since 1970 by the server's clock: what was measured until then belongs to an earlier start
     * @param goOn throws when the job should stop
     */
    AiToolkitProgress(
            AiToolkitClient client, String id, BackendJob job, RunReporter reporter, Runnable goOn, double since) {
        this.client = client;
        this.id = id;
        this.asked = job.parameters();
        this.reporter = reporter;
        this.goOn = goOn;
        this.since = since;
        JobCheckpoint checkpoint = job.resumeFrom();
        this.from = checkpoint == null ? 0 : checkpoint.step();
        this.step = from;
    }

    int step() {
        return step;
    }

    /** When the newest of a job's values was measured, in seconds since 1970; 0 where there is none. */
    static double newest(AiToolkitClient client, String id) {
        double newest = 0;
        int after = -1;
        while (true) {
            List<Metric> found = client.metrics(id, LOSS, after);
            if (found.isEmpty()) {
                return newest;
            }
            newest = Math.max(
                    newest, found.stream().mapToDouble(Metric::seconds).max().orElse(0));
            after = found.getLast().step();
        }
    }

    /** Checkpoints first: of those the server keeps only some. */
    void read() throws IOException {
        checkpoints();
        curve();
        samples();
    }

    private void curve() {
        int after = cursor;
        while (true) {
            goOn.run();
            int page = after;
            List<Metric> losses = client.metrics(id, LOSS, page);
            if (losses.isEmpty()) {
                break;
            }
            Map<Integer, Double> rates = client.metrics(id, RATE, page).stream()
                    .collect(Collectors.toMap(Metric::step, Metric::value, (one, other) -> other));
            losses.stream()
                    .filter(loss -> loss.seconds() > since)
                    .forEach(loss -> point(loss, rates.getOrDefault(loss.step(), asked.learningRate())));
            after = losses.getLast().step();
        }
        if (elapsed > 0) {
            reporter.computed(Duration.ofMillis(Math.round(1000 * elapsed)));
        }
    }

    private void point(Metric loss, double rate) {
        began = began == 0 ? loss.seconds() : began;
        elapsed = Math.max(elapsed, loss.seconds() - began);
        cursor = Math.max(cursor, loss.step());
        // The server counts from 0.
        int made = loss.step() + 1;
        if (made <= step || made > asked.steps()) {
            return;
        }
        step = made;
        if (Double.isFinite(loss.value())) {
            reporter.point(new MetricReading(made, loss.value(), rate, elapsed));
        }
    }

    private void checkpoints() throws IOException {
        List<RemoteFile> files = client.files(id);
        for (RemoteFile file : files) {
            Matcher name = CHECKPOINT.matcher(file.path());
            if (!name.matches() || seen.contains(file.path())) {
                continue;
            }
            int made = Integer.parseInt(name.group(1));
            boolean settled = Long.valueOf(file.size()).equals(sizes.get(file.path()));
            if (settled && made > from && made < asked.steps()) {
                goOn.run();
                seen.add(file.path());
                copied(file.path(), ".safetensors", copy -> checkpoint(made, copy));
            }
        }
        Map<String, Long> now = new HashMap<>();
        files.forEach(file -> now.put(file.path(), file.size()));
        sizes = now;
    }

    private void checkpoint(int made, Path copy) throws IOException {
        try (SafetensorsFile whole = SafetensorsFile.open(copy)) {
            if (!whole.tensors().isEmpty()) {
                reporter.checkpoint(made, copy);
            }
        } catch (MalformedSafetensorsException broken) {
            reporter.log("The checkpoint of step " + made + " is no LoRA file; it is left out");
        }
    }

    private void samples() throws IOException {
        for (String path : client.samples(id)) {
            Matcher name = SAMPLE.matcher(path);
            if (!name.matches() || seen.contains(path)) {
                continue;
            }
            int made = Integer.parseInt(name.group(1));
            int index = Integer.parseInt(name.group(2));
            boolean wanted = (made > from || made == 0 && from == 0)
                    && made <= asked.steps()
                    && index < asked.samplePrompts().size();
            if (wanted) {
                goOn.run();
                copied(path, ".png", copy -> SamplePicture.report(reporter, made, index, copy));
            }
            seen.add(path);
        }
    }

    @FunctionalInterface
    private interface Use {
        void accept(Path copy) throws IOException;
    }

    private void copied(String path, String ending, Use use) throws IOException {
        Path copy = Files.createTempFile("understudy-job", ending);
        try {
            client.download(path, copy);
            use.accept(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
