package io.understudy.training.rehearsal;

import io.understudy.platform.jobs.InsistingReporter;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.platform.text.Formats;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Receives the reports of one of the two jobs of a rehearsal: the first one ends at the checkpoint in the middle, the
 * second one continues from it, which proves that the checkpoint is good for something.
 */
class RehearsalReporter extends InsistingReporter implements RunReporter {
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

    private final JobLease<RehearsalId> lease;
    private final RehearsalProgressWriter progressWriter;
    private final BlobStore blobs;
    private final Clock clock;
    private final Instant end;
    private final @Nullable Resumed resumed;
    private final Consumer<Resumed> goOn;
    private final List<Double> losses;
    private Instant written = Instant.MIN;
    private boolean wentOn;

    record Resumed(JobCheckpoint checkpoint, long bytes, List<Double> losses) {}

    /**
     * @param resumed null for the first of the two jobs
     * @param goOn starts the second one
     * @param whenOver called once the rehearsal has nothing left to run
     */
    RehearsalReporter(
            JobLease<RehearsalId> lease,
            RehearsalProgressWriter progressWriter,
            BlobStore blobs,
            Clock clock,
            Instant end,
            @Nullable Resumed resumed,
            Consumer<Resumed> goOn,
            Runnable whenOver) {
        super("Rehearsal " + lease.job().value(), whenOver);
        this.lease = lease;
        this.progressWriter = progressWriter;
        this.blobs = blobs;
        this.clock = clock;
        this.end = end;
        this.resumed = resumed;
        this.goOn = goOn;
        this.losses = new ArrayList<>(resumed == null ? List.of() : resumed.losses());
    }

    @Override
    public synchronized void preparing(String words) {
        requireWanted();
    }

    @Override
    public synchronized void point(MetricReading reading) {
        requireWanted();
        if (clock.instant().isAfter(end)) {
            fail(RehearsalCheck.LOSS, "Not done after the time a rehearsal may take: this server is busy.");
            requireWanted();
        }
        losses.add(reading.loss());
        if (resumed != null && !wentOn) {
            wentOn = true;
            found(new RehearsalFinding(
                    RehearsalCheck.CHECKPOINT,
                    reading.step() == resumed.checkpoint().step() + 1,
                    Formats.bytes(resumed.bytes()) + " after step "
                            + resumed.checkpoint().step() + ", continued with step " + reading.step()));
        }
        if (Duration.between(written, clock.instant()).compareTo(BETWEEN_WRITES) >= 0) {
            written = clock.instant();
            insist(() -> progressWriter.step(lease, reading.step()));
        }
    }

    /** The first job is no longer needed: the second one makes the rest of the steps. */
    @Override
    public synchronized void checkpoint(int step, byte[] state) {
        requireWanted();
        if (resumed == null) {
            goOn.accept(new Resumed(
                    new JobCheckpoint(step, () -> new ByteArrayInputStream(state)), state.length, List.copyOf(losses)));
            handOver();
            requireWanted();
        }
    }

    @Override
    public synchronized void sample(int step, int index, byte[] png) {
        requireWanted();
        if (resumed == null) {
            return;
        }
        byte[] marked = SourceMark.OF_UNDERSTUDY.writtenInto(png);
        insist(() -> progressWriter.sample(
                lease, blobs.store(marked, "image/png", Serving.INLINE).hash(), verdict(step, png)));
    }

    private static RehearsalFinding verdict(int step, byte[] png) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException unreadable) {
            image = null;
        }
        if (image == null) {
            return new RehearsalFinding(
                    RehearsalCheck.SAMPLE, false, "The picture generated after step " + step + " is broken.");
        }
        String size = image.getWidth() + " × " + image.getHeight() + " px after step " + step;
        return isFlat(image)
                ? new RehearsalFinding(RehearsalCheck.SAMPLE, false, size + ", but it is of one colour only")
                : new RehearsalFinding(RehearsalCheck.SAMPLE, true, size);
    }

    private static boolean isFlat(BufferedImage image) {
        int first = image.getRGB(0, 0);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) != first) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public synchronized boolean finished(Path lora) {
        last(() ->
                progressWriter.finish(lease, losses.size(), LossTrend.of(losses).line()));
        return true;
    }

    @Override
    public synchronized void failed(JobFailure problem) {
        requireWanted();
        fail(resumed != null && !wentOn ? RehearsalCheck.CHECKPOINT : RehearsalCheck.LOSS, problem.words());
    }

    @Override
    public synchronized void failed(JobFailure problem, String memo) {
        failed(problem);
    }

    @Override
    public synchronized void unconfirmed(JobFailure problem) {
        failed(problem);
    }

    private void fail(RehearsalCheck topic, String words) {
        last(() -> progressWriter.fail(lease, new RehearsalFinding(topic, false, words)));
    }

    private void found(RehearsalFinding line) {
        insist(() -> progressWriter.found(lease, line));
    }

    // What a rehearsal has no use for: it runs here, costs nothing, and begins again after a crash.

    @Override
    public void remember(String memo) {}

    @Override
    public void sending(String memo) {}

    @Override
    public void notCharged(String memo) {}

    @Override
    public void billed(BigDecimal units) {}

    @Override
    public void progress(int step, String words) {}

    @Override
    public void computed(Duration time) {}

    @Override
    public void log(String line) {}

    @Override
    public void collecting(String words) {}

    @Override
    public void config(String json) {}
}
