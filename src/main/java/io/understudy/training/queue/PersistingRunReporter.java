package io.understudy.training.queue;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.WeightsHash;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.InsistingReporter;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunId;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class PersistingRunReporter extends InsistingReporter implements RunReporter {
    private static final Logger log = LoggerFactory.getLogger(PersistingRunReporter.class);
    private static final Duration GATHERING = Duration.ofMillis(400);
    private static final int GATHERED = 50;

    private final RunProgressWriter progressWriter;
    private final BlobStore blobs;
    private final ResultFileStore results;
    private final Clock clock;
    private final JobLease<RunId> lease;
    private final List<SamplePrompt> samples;
    private final List<MetricReading> readings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Instant written;

    /** @param whenOver called once, when the job has made its final report or is no longer wanted */
    PersistingRunReporter(
            RunProgressWriter progressWriter,
            BlobStore blobs,
            ResultFileStore results,
            Clock clock,
            JobLease<RunId> lease,
            List<SamplePrompt> samples,
            Runnable whenOver) {
        super("Run " + lease.job().value(), whenOver);
        this.progressWriter = progressWriter;
        this.blobs = blobs;
        this.results = results;
        this.clock = clock;
        this.lease = lease;
        this.samples = samples;
        this.written = clock.instant();
    }

    @Override
    public synchronized void preparing(String words) {
        flush();
        insist(() -> progressWriter.say(lease, words));
    }

    /** Written first of all, and also when the run is no longer wanted: it may name a request that costs money. */
    @Override
    public synchronized void remember(String memo) {
        keep(() -> progressWriter.remember(lease, memo));
        flush();
    }

    @Override
    public synchronized void sending(String memo) {
        flush();
        insist(() -> progressWriter.sending(lease, memo));
    }

    @Override
    public void notCharged(String memo) {
        RunAs.run(() -> progressWriter.notCharged(lease, memo));
    }

    @Override
    public synchronized void billed(BigDecimal units) {
        insist(() -> progressWriter.billed(lease, units));
    }

    @Override
    public synchronized void progress(int step, String words) {
        flush();
        insist(() -> progressWriter.progress(lease, step, words));
    }

    @Override
    public synchronized void computed(Duration time) {
        flush();
        insist(() -> progressWriter.computed(lease, time));
    }

    @Override
    public synchronized void point(MetricReading reading) {
        requireWanted();
        readings.add(reading);
        flushWhenDue();
    }

    @Override
    public synchronized void log(String line) {
        requireWanted();
        lines.add(line);
        flushWhenDue();
    }

    @Override
    public synchronized void sample(int step, int index, byte[] png) {
        flush();
        byte[] marked = SourceMark.OF_UNDERSTUDY.writtenInto(png);
        insist(() -> {
            StoredBlob picture = blobs.store(marked, "image/png", Serving.INLINE);
            return progressWriter.sample(lease, step, index, samples.get(index), picture.hash());
        });
    }

    @Override
    public synchronized void checkpoint(int step, byte[] state) {
        flush();
        insist(() -> progressWriter.checkpoint(
                lease,
                step,
                blobs.store(state, "application/octet-stream", Serving.INTERNAL),
                weights(new ByteArrayInputStream(state), state.length)));
    }

    @Override
    public synchronized void checkpoint(int step, Path state) {
        flush();
        insist(() -> {
            StoredBlob stored = blobs.store(state, "application/octet-stream", Serving.INTERNAL);
            try (InputStream in = Files.newInputStream(state)) {
                return progressWriter.checkpoint(lease, step, stored, weights(in, stored.size()));
            }
        });
    }

    /** Many trainers keep LoRA files as their states; others keep what only they read. */
    private static String weights(InputStream in, long size) throws IOException {
        try {
            return WeightsHash.of(in, size);
        } catch (MalformedSafetensorsException isNoLora) {
            return "";
        }
    }

    @Override
    public synchronized void collecting(String words) {
        flush();
        insist(() -> progressWriter.collect(lease, words));
    }

    @Override
    public synchronized void config(String json) {
        flush();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        insist(() -> progressWriter.config(lease, blobs.store(bytes, "application/json", Serving.INTERNAL)));
    }

    @Override
    public synchronized boolean finished(Path lora) {
        try {
            flush();
        } catch (RuntimeException unwritten) {
            end();
            throw unwritten;
        }
        try {
            insist(() -> progressWriter.succeed(lease, results.keep(lease.job(), lora)));
            end();
            return true;
        } catch (JobWithdrawn unwanted) {
            throw unwanted;
        } catch (RuntimeException problem) {
            log.error("The result of run {} could not be kept", lease.job(), problem);
            failed(new JobFailure(
                    "The training is done, but its result could not be kept: " + problem.getMessage(),
                    "Resume the run: what is done already is not done again.",
                    problem));
            return false;
        }
    }

    @Override
    public synchronized void failed(JobFailure problem) {
        lastOfAll(() -> progressWriter.fail(lease, problem));
    }

    @Override
    public synchronized void failed(JobFailure problem, String memo) {
        lastOfAll(() -> progressWriter.fail(lease, problem, memo));
    }

    @Override
    public synchronized void unconfirmed(JobFailure problem) {
        lastOfAll(() -> progressWriter.unconfirmed(lease, problem.words(), problem.advice()));
    }

    private void lastOfAll(Callable<Boolean> end) {
        last(() -> {
            flush();
            return end.call();
        });
    }

    /** Writes what is gathered; called by the worker every second so that a slow job is seen as well. */
    synchronized void beat() {
        if (!isOver()) {
            flush();
        }
    }

    private void flushWhenDue() {
        if (readings.size() + lines.size() >= GATHERED
                || Duration.between(written, clock.instant()).compareTo(GATHERING) >= 0) {
            flush();
        }
    }

    private void flush() {
        requireWanted();
        if (!readings.isEmpty() || !lines.isEmpty()) {
            insist(() -> progressWriter.write(lease, List.copyOf(readings), List.copyOf(lines)));
            readings.clear();
            lines.clear();
        }
        written = clock.instant();
    }
}
