package io.understudy.datasets.quality;

import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.quality.MeasureQueue.Claim;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.identity.RunAs;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Measures pictures behind everyone's back, one at a time: uploads never wait for it. It looks when pictures come in
 * here, and every few seconds for those that came in elsewhere or were left behind by a crash.
 */
@Component
class MeasuringWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MeasuringWorker.class);
    private static final int SECONDS_BETWEEN_LOOKS = 15;

    private final MeasureQueue queue;
    private final PictureMeterProvider meters;
    private final BlobStore blobs;
    private final boolean enabled;
    private volatile @Nullable ScheduledExecutorService thread;

    MeasuringWorker(
            MeasureQueue queue,
            PictureMeterProvider meters,
            BlobStore blobs,
            @Value("${understudy.datasets.measuring:${db-scheduler.enabled:true}}") boolean enabled) {
        this.queue = queue;
        this.meters = meters;
        this.blobs = blobs;
        this.enabled = enabled;
    }

    @Override
    public synchronized void start() {
        if (enabled && thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                    .name("picture-meter")
                    .priority(Thread.MIN_PRIORITY)
                    .daemon()
                    .factory());
            started.scheduleWithFixedDelay(this::look, 3, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
            thread = started;
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            thread = null;
            running.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @TransactionalEventListener
    void pictureCame(MeasuringRequested wanted) {
        ScheduledExecutorService running = thread;
        if (running != null) {
            try {
                running.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                log.debug("Stopping: the pictures wait for the next start", stopping);
            }
        }
    }

    private void look() {
        try {
            RunAs.run(() -> {
                boolean more = true;
                while (more && thread != null) {
                    more = measureNext();
                }
            });
        } catch (RuntimeException problem) {
            log.warn("The pictures that wait are measured later", problem);
        }
    }

    /**
     * Measures the picture that waits longest.
     *
     * @return false when none waits
     * @throws StorageFailure when the object store cannot be reached: the picture is tried again when its claim is over
     */
    boolean measureNext() {
        if (!queue.holdsAny()) {
            return false;
        }
        PictureMeter meter = meters.meter();
        Optional<Claim> next = queue.claim(meter.readsFaces());
        next.ifPresent(claim -> measure(claim, meter));
        return next.isPresent();
    }

    private void measure(Claim claim, PictureMeter meter) {
        if (claim.isHopeless()) {
            queue.giveUp(
                    claim, "Measuring it was started " + MeasureQueue.MOST_ATTEMPTS + " times and never finished.");
            return;
        }
        try (InputStream in = blobs.open(claim.display())) {
            PictureReading reading = meter.measure(in, claim.identity());
            queue.finish(claim, reading);
        } catch (IOException | DomainException.NotFound problem) {
            log.warn("Picture {} cannot be measured", claim.picture().value(), problem);
            queue.giveUp(claim, "It can no longer be read. Remove it and add it again.");
        }
    }
}
