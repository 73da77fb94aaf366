package io.understudy.generation.backends.mini;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.BaseModel;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.providers.mini.LocalMiniatureBackend;
import io.understudy.providers.mini.MiniatureBaseLoader;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Generates on this server. Tasks share the miniature's bounded pool with each other and with its trainings. */
@Component
class MiniatureGenerationBackend extends LocalMiniatureBackend implements GenerationBackend {
    private static final int SIDE = 128;
    /** Measured on one core of a small server: one Euler step of one picture, with guidance. */
    private static final double SECONDS_PER_STEP = 0.04;

    private static final GenerationCapabilities CAPABILITIES = new GenerationCapabilities(
            "The miniature on this server generates 128 px cartoon people. It shows how a rehearsal turned out; it says"
                    + " nothing about FLUX.",
            BaseModel.MINIATURE,
            new PictureSettings(SIDE, SIDE, PictureRequest.DEFAULT_STEPS, PictureRequest.DEFAULT_GUIDANCE),
            new Range(SIDE, SIDE),
            new Range(1, 100),
            new Range(1, 10),
            8);

    private final MiniatureBaseLoader bases;
    private final MiniatureWorkers workers;

    MiniatureGenerationBackend(MiniatureBaseLoader bases, MiniatureWorkers workers) {
        this.bases = bases;
        this.workers = workers;
    }

    @Override
    public GenerationCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public GenerationEstimate estimate(PictureSettings settings, int pictures) {
        double seconds = pictures * settings.steps() * SECONDS_PER_STEP / workers.threads();
        return new GenerationEstimate(Duration.ofMillis(Math.max(1, Math.round(1000 * seconds))), null);
    }

    @Override
    public void submit(GenerationTask task, GenerationReporter reporter) {
        startComputing(
                task.key(), "miniature-drawing", new MiniatureGenerationTask(bases.base(), workers, task, reporter));
    }
}
