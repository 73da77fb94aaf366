package io.understudy.generation.backends.fal;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.platform.jobs.ThreadedBackend.Task;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.VirtualTime;
import io.understudy.storage.TestSpool;

/** Pictures at fal that are asked for one after another, while the thread of the test waits. */
public final class FalImages {
    private final FalContext context;

    public FalImages(FalClient client, FalProperties properties, VirtualTime time, FalCancels cancels) {
        context = new FalContext(
                client,
                client::upload,
                time.monitor(),
                properties,
                time.clock(),
                cancels,
                new FalPlaces(() -> 1),
                TestSpool.directory());
    }

    public GenerationBackend backend() {
        return new FalGenerationBackend(FalImageModel.FLUX_1, context, () -> true);
    }

    public Task task(GenerationTask task, GenerationReporter reporter) {
        return new FalGenerationTask(FalImageModel.FLUX_1, context, task, reporter);
    }
}
