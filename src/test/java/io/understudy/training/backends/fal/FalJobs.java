package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.ThreadedBackend.Task;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.VirtualTime;
import io.understudy.storage.TestSpool;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;

/** Runs at fal that are worked on by the thread of the test. */
public final class FalJobs {
    private final FalContext context;

    public FalJobs(FalClient client, FalProperties properties, VirtualTime time, FalCancels cancels) {
        context = new FalContext(
                client,
                client::upload,
                time.monitor(),
                properties,
                time.clock(),
                cancels,
                new FalPlaces(() -> 2),
                TestSpool.directory());
    }

    public TrainingBackend backend() {
        return new FalBackend(FalTrainer.FAST, context, () -> true);
    }

    public Task job(BackendJob job, RunReporter reporter) {
        return new FalJob(FalTrainer.FAST, context, job, reporter);
    }
}
