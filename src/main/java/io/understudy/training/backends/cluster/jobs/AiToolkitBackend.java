package io.understudy.training.backends.cluster.jobs;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import java.time.Duration;

/** Trains on the server that comes with ai-toolkit. */
public class AiToolkitBackend extends RemoteBackend {
    private final AiToolkitServer server;
    private final JobTiming timing;

    public AiToolkitBackend(EngineConnection engine, AiToolkitServer server, JobTiming timing) {
        super(engine);
        this.server = server;
        this.timing = timing;
    }

    @Override
    public BackendCapabilities capabilities() {
        return server.recipe().capabilities();
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return server.recipe().estimate(parameters, pictures);
    }

    @Override
    RemoteJob task(BackendJob job, RunReporter reporter) {
        return new AiToolkitJob(server, timing, job, reporter);
    }

    @Override
    boolean ended(String key, RemoteJobState known) {
        return AiToolkitJob.ended(server, key, known);
    }
}
