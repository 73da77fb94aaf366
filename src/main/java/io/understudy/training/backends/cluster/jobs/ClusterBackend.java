package io.understudy.training.backends.cluster.jobs;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.RunReporter;

/** Trains on an engine that starts jobs in folders. */
public class ClusterBackend extends RemoteBackend {
    private final ClusterEngine cluster;
    private final JobTiming timing;

    public ClusterBackend(EngineConnection engine, ClusterEngine cluster, JobTiming timing) {
        super(engine, cluster.recipe());
        this.cluster = cluster;
        this.timing = timing;
    }

    @Override
    RemoteJob task(BackendJob job, RunReporter reporter) {
        return new ClusterJob(cluster, timing, job, reporter);
    }

    @Override
    boolean ended(String key, RemoteJobState known) {
        return ClusterJob.ended(cluster, key, known);
    }

    @Override
    void passOn(String key, RemoteJobState known, ExtraOutput wanted) {
        JobUpload.ask(cluster.folders().apply(key), wanted);
    }
}
