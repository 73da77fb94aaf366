package io.understudy.training.backends.api;

import io.understudy.platform.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Remembers what a job reported, and completes with its final report. */
public class RecordedReports implements RunReporter {
    public enum Ending {
        FINISHED,
        FAILED,
        UNCONFIRMED,
        CANCELLED
    }

    public record Drawn(int step, int index, byte[] png) {}

    public record Saved(int step, byte[] state) {}

    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private boolean isFull;
    private final List<MetricReading> readings = new ArrayList<>();
    private final List<Drawn> samples = new ArrayList<>();
    private final List<Saved> checkpoints = new ArrayList<>();
    private final List<String> afterTheEnd = new ArrayList<>();
    private IntConsumer onStep = step -> {};
    private Optional<JobFailure> problem = Optional.empty();
    private byte[] lora = {};
    private Duration computed = Duration.ZERO;
    private final List<Integer> steps = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger notCharged = new AtomicInteger();
    private Optional<String> memo = Optional.empty();
    private Optional<String> config = Optional.empty();

    public RecordedReports onStep(IntConsumer reaction) {
        onStep = reaction;
        return this;
    }

    /** Waits for the final report, not longer than any test may take. */
    public Ending ending() throws Exception {
        return ending.get(2, TimeUnit.MINUTES);
    }

    public synchronized List<MetricReading> readings() {
        return List.copyOf(readings);
    }

    /** The steps that were reported, with or without a reading. */
    public synchronized List<Integer> steps() {
        return List.copyOf(steps);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How often the job reported that it may cost money from now on. */
    public int sent() {
        return sent.get();
    }

    public int notChargedCount() {
        return notCharged.get();
    }

    public synchronized Optional<String> config() {
        return config;
    }

    public synchronized Optional<String> memo() {
        return memo;
    }

    public synchronized List<Drawn> samples() {
        return List.copyOf(samples);
    }

    public synchronized List<Saved> checkpoints() {
        return List.copyOf(checkpoints);
    }

    public synchronized List<String> afterTheEnd() {
        return List.copyOf(afterTheEnd);
    }

    public synchronized JobFailure problem() {
        return problem.orElseThrow();
    }

    public synchronized byte[] lora() {
        return lora.clone();
    }

    @Override
    public void preparing(String words) {
        hear("preparing");
    }

    @Override
    public synchronized void remember(String note) {
        hear("remember");
        memo = Optional.of(note);
    }

    @Override
    public void sending(String note) {
        remember(note);
        sent.incrementAndGet();
    }

    @Override
    public synchronized void notCharged(String note) {
        memo = Optional.of(note);
        notCharged.incrementAndGet();
    }

    @Override
    public void billed(BigDecimal units) {
        hear("billed");
    }

    @Override
    public void progress(int step, String words) {
        synchronized (this) {
            hear("progress");
            steps.add(step);
        }
        onStep.accept(step);
    }

    @Override
    public synchronized void computed(Duration time) {
        hear("computed");
        computed = time;
    }

    public synchronized Duration computed() {
        return computed;
    }

    @Override
    public void point(MetricReading reading) {
        synchronized (this) {
            hear("point");
            readings.add(reading);
            steps.add(reading.step());
        }
        onStep.accept(reading.step());
    }

    @Override
    public synchronized void sample(int step, int index, byte[] png) {
        hear("sample");
        samples.add(new Drawn(step, index, png));
    }

    @Override
    public synchronized void checkpoint(int step, byte[] state) {
        hear("checkpoint");
        checkpoints.add(new Saved(step, state));
    }

    @Override
    public synchronized void log(String line) {
        hear("log");
        lines.add(line);
    }

    @Override
    public void collecting(String words) {
        hear("collecting");
    }

    @Override
    public synchronized void config(String json) {
        hear("config");
        config = Optional.of(json);
    }

    /** No result can be kept from now on. */
    public synchronized void full() {
        isFull = true;
    }

    @Override
    public synchronized boolean finished(Path file) {
        hear("finished");
        if (isFull) {
            ending.complete(Ending.FAILED);
            return false;
        }
        try {
            lora = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        ending.complete(Ending.FINISHED);
        return true;
    }

    @Override
    public synchronized void failed(JobFailure why) {
        hear("failed");
        problem = Optional.of(why);
        ending.complete(Ending.FAILED);
    }

    @Override
    public synchronized void failed(JobFailure why, String note) {
        memo = Optional.of(note);
        failed(why);
    }

    @Override
    public synchronized void unconfirmed(JobFailure why) {
        hear("unclear");
        problem = Optional.of(why);
        ending.complete(Ending.UNCONFIRMED);
    }

    @Override
    public synchronized void cancelled() {
        hear("cancelled");
        ending.complete(Ending.CANCELLED);
    }

    private synchronized void hear(String what) {
        if (ending.isDone()) {
            afterTheEnd.add(what);
        }
    }
}
