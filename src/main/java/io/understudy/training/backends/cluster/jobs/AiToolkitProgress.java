package io.understudy.training.backends.cluster.jobs;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.Metric;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.RemoteFile;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the curve, the samples and the checkpoints of a job from ai-toolkit's server, and reports each once. The server
 * keeps what an earlier start of the job had measured after its checkpoint until the next one overwrites it.
 */
class AiToolkitProgress {
    /** Milliseconds since 1970, the step and the index of the prompt. */
    private static final Pattern SAMPLE = Pattern.compile(".*/(\\d{1,15})__(\\d{9})_(\\d{1,3})\\.(?:png|jpg)");

    private static final long MOST_OF_A_SAMPLE = 64L << 20;
    private static final double MILLIS = 1000;
    /** Seconds in which a trainer has loaded its model, also where it has to fetch it. */
    private static final double LONGEST_LEAD = 7200;

    private static final Pattern CHECKPOINT = Pattern.compile(".*_(\\d{9})\\.safetensors");
    private static final String LOSS = "loss/loss";
    private static final String RATE = "learning_rate";

    private final AiToolkitClient client;
    private final String id;
    private final SpoolDirectory spool;
    private final TrainingSettings asked;
    private final RunReporter reporter;
    private final Runnable goOn;
    private final double since;
    private final int from;
    private final Set<String> reported = new HashSet<>();
    /** Samples that were left out once: the trainer may still have been writing them. */
    private final Set<String> lookedAt = new HashSet<>();
    /** A file that is still being written grows between two looks. */
    private Map<String, Long> sizes = Map.of();

    private int step;
    /** The server's number of the newest step of this start; -1 before its first. */
    private int cursor = -1;

    private double last;
    /** That the trainer said last; a curve of the rate that was set would look measured. */
    private double rate;

    private double elapsed;
    /** Seconds since 1970 by the server's clock, of the first value of this start; 0 before it. */
    private double first;
    /** Seconds that the job has computed before its first value: loading the model takes minutes. */
    private double lead;

    private boolean interrupted;
    private boolean hasCheckpoint;

    private record Sample(double seconds, int step, int index, String path) {
        String name() {
            return "sample " + step + " " + index;
        }
    }

    /**
     * @param since seconds since 1970 by the server's clock: what was measured until then belongs to an earlier start
     * @param goOn throws when the job should stop
     */
    AiToolkitProgress(
            AiToolkitClient client,
            String id,
            SpoolDirectory spool,
            BackendJob job,
            RunReporter reporter,
            Runnable goOn,
            double since) {
        this.client = client;
        this.id = id;
        this.spool = spool;
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

    /** Whether the server has a checkpoint that the job itself has written. */
    boolean hasCheckpoint() {
        return hasCheckpoint;
    }

    static boolean hasCheckpoint(AiToolkitClient client, String id) {
        return client.files(id).stream()
                .anyMatch(file -> CHECKPOINT.matcher(file.path()).matches());
    }

    /** The job does not compute at present: the time until its next step is not counted. */
    void interrupt() {
        interrupted = true;
    }

    /** When the newest of a job's values or samples was made, in seconds since 1970; 0 where there is none. */
    static double newest(AiToolkitClient client, String id) {
        double newest = samples(client, id).mapToDouble(Sample::seconds).max().orElse(0);
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

    private static Stream<Sample> samples(AiToolkitClient client, String id) {
        return client.samples(id).stream()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(name -> new Sample(
                        Long.parseLong(name.group(1)) / MILLIS,
                        Integer.parseInt(name.group(2)),
                        Integer.parseInt(name.group(3)),
                        name.group()));
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
            losses.stream().filter(loss -> loss.seconds() > since).forEach(loss -> {
                rate = rates.getOrDefault(loss.step(), rate);
                point(loss);
            });
            after = losses.getLast().step();
        }
    }

    /**
     * Reports how long the job has computed.
     *
     * @param computingFrom when it was first seen to compute; null while it waits
     * @param now by the same clock
     */
    void count(@Nullable Long computingFrom, Instant now) {
        if (computingFrom != null && first == 0) {
            lead = (now.toEpochMilli() - computingFrom) / MILLIS;
        } else if (computingFrom != null && lead == 0) {
            // Another worker saw it begin; the two clocks are not the same.
            lead = Math.clamp(first - computingFrom / MILLIS, 0, LONGEST_LEAD);
        }
        if (lead + elapsed > 0) {
            reporter.computed(Duration.ofMillis(Math.round(MILLIS * (lead + elapsed))));
        }
    }

    private void point(Metric loss) {
        if (first == 0) {
            first = loss.seconds();
        }
        if (last > 0 && !interrupted) {
            elapsed += Math.max(0, loss.seconds() - last);
        }
        last = Math.max(last, loss.seconds());
        interrupted = false;
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
            if (!name.matches()) {
                continue;
            }
            hasCheckpoint = true;
            int made = Integer.parseInt(name.group(1));
            boolean settled = Long.valueOf(file.size()).equals(sizes.get(file.path()));
            String what = "checkpoint " + made;
            if (settled && isWanted(made) && !reported.contains(what)) {
                goOn.run();
                copied(file.path(), file.size(), copy -> checkpoint(made, copy));
                reported.add(what);
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

    /** Of several with the same step and prompt, as after a restart, the newest. */
    private void samples() throws IOException {
        Map<String, Sample> found = samples(client, id)
                .filter(sample -> sample.seconds() > since && isWanted(sample) && !reported.contains(sample.name()))
                .collect(Collectors.toMap(
                        Sample::name,
                        sample -> sample,
                        BinaryOperator.maxBy(Comparator.comparingDouble(Sample::seconds)),
                        TreeMap::new));
        List<Sample> ordered = found.values().stream()
                .sorted(Comparator.comparingInt(Sample::step).thenComparingInt(Sample::index))
                .toList();
        for (Sample sample : ordered) {
            goOn.run();
            List<String> leftOut = new ArrayList<>();
            boolean fits = copied(
                    sample.path(),
                    MOST_OF_A_SAMPLE,
                    copy -> SamplePicture.report(reporter, sample.step(), sample.index(), copy)
                            .ifPresent(leftOut::add));
            if (!fits) {
                leftOut.add("The sample " + (sample.index() + 1) + " of step " + sample.step() + " is too large");
            }
            if (!leftOut.isEmpty() && lookedAt.add(sample.path())) {
                continue;
            }
            leftOut.forEach(reporter::log);
            reported.add(sample.name());
        }
    }

    private boolean isWanted(int checkpoint) {
        return TrainerRecipe.keepsCheckpoints(asked) && checkpoint > from && checkpoint < asked.steps();
    }

    private boolean isWanted(Sample sample) {
        return (sample.step() > from || sample.step() == 0 && from == 0)
                && sample.step() <= asked.steps()
                && sample.index() < asked.samplePrompts().size();
    }

    @FunctionalInterface
    private interface Use {
        void accept(Path copy) throws IOException;
    }

    /** @return whether it was not longer than given; else nothing was done with it */
    private boolean copied(String path, long most, Use use) throws IOException {
        Path copy = spool.temporary();
        try {
            boolean fits = client.download(path, copy, most);
            if (fits) {
                use.accept(copy);
            }
            return fits;
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
