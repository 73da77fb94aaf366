package io.understudy.training.backends.cluster.jobs;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import java.time.Duration;

/** Trains on an engine that starts jobs in folders. */
public class ClusterBackend extends RemoteBackend {
    private final ClusterEngine cluster;
    private final JobTiming timing;

    public ClusterBackend(EngineConnection engine, ClusterEngine cluster, JobTiming timing) {
        super(engine);
        this.cluster = cluster;
        this.timing = timing;
    }

    @Override
    public BackendCapabilities capabilities() {
        return cluster.recipe().capabilities();
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return cluster.recipe().estimate(parameters, pictures);
    }

    @Override
    RemoteJob task(BackendJob job, RunReporter reporter) {
        return new ClusterJob(cluster, timing, job, reporter);
    }

    @Override
    boolean ended(String key, RemoteJobState known) {
        return ClusterJob.ended(cluster, known);
    }
}
