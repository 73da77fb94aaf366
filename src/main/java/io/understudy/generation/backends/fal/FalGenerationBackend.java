package io.understudy.generation.backends.fal;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.jobs.ThreadedBackend;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalTicket;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/** Generates at fal.ai, a request for each picture, a few at a time. */
class FalGenerationBackend extends ThreadedBackend implements GenerationBackend {
    private static final int MOST_AT_ONCE = 4;
    private static final Duration START = Duration.ofSeconds(15);

    private final FalImageModel drawer;
    private final FalContext fal;
    private final BooleanSupplier connected;

    FalGenerationBackend(FalImageModel drawer, FalContext fal, BooleanSupplier connected) {
        this.drawer = drawer;
        this.fal = fal;
        this.connected = connected;
    }

    static int atOnce(FalContext fal) {
        return Math.min(MOST_AT_ONCE, fal.places().most());
    }

    @Override
    public String id() {
        return drawer.model().id();
    }

    @Override
    public String displayName() {
        return drawer.model().displayName();
    }

    @Override
    public GenerationCapabilities capabilities() {
        return drawer.capabilities();
    }

    @Override
    public boolean isConnected() {
        return connected.getAsBoolean();
    }

    @Override
    public GenerationEstimate estimate(PictureSettings settings, int pictures) {
        double seconds = drawer.secondsPerPicture() * pictures / atOnce(fal);
        return new GenerationEstimate(START.plusMillis(Math.round(1000 * seconds)), null);
    }

    @Override
    public void submit(GenerationTask task, GenerationReporter reporter) {
        startWaiting(task.key(), "fal " + task.name(), new FalGenerationTask(drawer, fal, task, reporter));
    }

    @Override
    public boolean isKnown(String handle) {
        return FalTicket.isRequestId(handle);
    }

    @Override
    public void cancelRequests(String key, Collection<String> handles) {
        handles.stream()
                .filter(this::isKnown)
                .map(handle -> fal.client().ticket(drawer.model().endpoint(), handle))
                .forEach(ticket -> fal.cancels().stop(ticket, key));
    }
}
