package io.understudy.generation.backend.fal;

import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalProperties;
import io.understudy.generation.backend.GenerationBackend;
import io.understudy.generation.backend.GenerationCapabilities;
import io.understudy.generation.backend.GenerationEstimate;
import io.understudy.generation.backend.GenerationReporter;
import io.understudy.generation.backend.GenerationTask;
import io.understudy.generation.backend.PictureSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Generates at fal.ai, a request for each picture, a few at a time. */
class FalGeneration implements GenerationBackend {
    /** Accounts begin with two at a time; what is more waits in fal's queue at no cost. */
    static final int AT_ONCE = 4;

    private static final Duration START = Duration.ofSeconds(15);

    private final FalDrawer drawer;
    private final Tools fal;
    private final BooleanSupplier connected;
    private final Map<String, FalDrawing> drawings = new ConcurrentHashMap<>();

    record Tools(FalClient client, FalDelivery files, FalNews news, FalProperties properties, InstantSource clock) {}

    FalGeneration(FalDrawer drawer, Tools fal, BooleanSupplier connected) {
        this.drawer = drawer;
        this.fal = fal;
        this.connected = connected;
    }

    @Override
    public String id() {
        return drawer.id();
    }

    @Override
    public String displayName() {
        return drawer.displayName();
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
        double seconds = drawer.secondsPerPicture() * pictures / AT_ONCE;
        return new GenerationEstimate(START.plusMillis(Math.round(1000 * seconds)), null);
    }

    @Override
    public void submit(GenerationTask task, GenerationReporter reporter) {
        FalDrawing drawing = new FalDrawing(drawer, fal, task, reporter);
        drawings.put(task.key(), drawing);
        Thread.ofVirtual().name("fal " + task.name()).start(() -> {
            try {
                drawing.run();
            } finally {
                drawings.remove(task.key(), drawing);
            }
        });
    }

    @Override
    public void cancel(String key) {
        FalDrawing drawing = drawings.get(key);
        if (drawing != null) {
            drawing.cancel();
        }
    }

    @Override
    public void letGo(String key) {
        FalDrawing drawing = drawings.get(key);
        if (drawing != null) {
            drawing.letGo();
        }
    }
}
