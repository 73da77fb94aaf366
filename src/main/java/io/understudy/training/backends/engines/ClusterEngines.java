package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineSettings.GpuHost;
import io.understudy.providers.engines.EngineSettings.Installation;
import io.understudy.providers.engines.EngineSettings.Kubernetes;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.providers.engines.EngineSettings.SlurmJob;
import io.understudy.providers.engines.EngineSettings.SlurmRest;
import io.understudy.providers.engines.EngineSettings.SlurmSsh;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.api.OrphanFinder;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingEngineFactory;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.jobs.ClusterBackend;
import io.understudy.training.backends.cluster.jobs.ClusterEngine;
import io.understudy.training.backends.cluster.jobs.JobTiming;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Engines that start jobs in folders: Slurm by REST or SSH, Kubernetes, and hosts without a scheduler. */
@Component
class ClusterEngines implements TrainingEngineFactory, OrphanFinder {
    private static final Set<EngineKind> KINDS =
            Set.of(EngineKind.SLURM_REST, EngineKind.SLURM_SSH, EngineKind.GPU_HOST, EngineKind.KUBERNETES);

    private final ClusterAccess access;
    private final JobTiming timing;

    ClusterEngines(ClusterAccess access, Clock clock, SpoolDirectory spool) {
        this.access = access;
        this.timing = JobTiming.of(clock, spool);
    }

    @Override
    public Set<EngineKind> kinds() {
        return KINDS;
    }

    @Override
    public List<Trainer> trainers(EngineKind kind) {
        return ClusterTrainer.offered();
    }

    @Override
    public TrainingBackend create(EngineConnection engine) {
        ClusterAccess.Cluster cluster = access.cluster(engine);
        Installation where = installation(engine);
        SlurmJob job = job(engine).orElse(null);
        return new ClusterBackend(
                engine,
                new ClusterEngine(
                        engine.name(),
                        cluster.scheduler(),
                        cluster.folders(),
                        resources(engine),
                        job == null ? Placement.DEFAULT : placement(job),
                        job == null ? Launch.PLAIN : launch(job, where),
                        ClusterTrainer.of(engine.trainer())
                                .recipe(where, engine.settings().cardsPerRun())),
                timing);
    }

    static Placement placement(SlurmJob job) {
        return new Placement(
                job.partition(),
                job.account(),
                job.qos(),
                job.constraint(),
                job.exclude(),
                job.reservation(),
                job.nice());
    }

    static Resources resources(EngineConnection engine) {
        return switch (engine.settings()) {
            case Kubernetes kubernetes -> {
                KubernetesJob job = kubernetes.job();
                yield new Resources(job.gpus(), "", job.cpus(), job.memory(), job.timeLimit());
            }
            default ->
                job(engine)
                        .map(job -> new Resources(job.gpus(), job.gpuType(), job.cpus(), job.memory(), job.timeLimit()))
                        .orElseGet(() -> new Resources(1, "", 1, 0, 0));
        };
    }

    static Installation installation(EngineConnection engine) {
        return switch (engine.settings()) {
            case SlurmRest slurm -> slurm.installation();
            case SlurmSsh slurm -> slurm.installation();
            case GpuHost host -> host.installation();
            case Kubernetes kubernetes -> kubernetes.installation();
            default -> throw new IllegalArgumentException(engine.kind() + " starts no jobs in folders");
        };
    }

    static Optional<SlurmJob> job(EngineConnection engine) {
        return switch (engine.settings()) {
            case SlurmRest slurm -> Optional.of(slurm.job());
            case SlurmSsh slurm -> Optional.of(slurm.job());
            default -> Optional.empty();
        };
    }

    /** The image has the trainer; the model's files are mounted where they are. */
    static Launch launch(SlurmJob job, Installation where) {
        List<String> mounts = Stream.concat(
                        where.modelPaths().stream().map(path -> path + ":" + path + ":ro"), job.mounts().stream())
                .toList();
        return switch (job.container()) {
            case "pyxis" -> new Launch(Launch.PYXIS, job.image(), mounts);
            case "apptainer" -> new Launch(Launch.APPTAINER, job.image(), mounts);
            case "command" -> new Launch(job.command(), job.image(), mounts);
            default -> Launch.PLAIN;
        };
    }

    @Override
    public void close(EngineConnection engine) {
        access.close(engine);
    }

    @Override
    public List<EngineJob> jobs(EngineConnection engine) {
        return access.ask(
                engine,
                scheduler -> scheduler.named(EngineJob.PREFIX).stream()
                        .flatMap(job -> EngineJob.of(job.id(), job.name(), job.state(), job.since()).stream())
                        .toList());
    }

    @Override
    public void end(EngineConnection engine, String job) {
        access.ask(engine, scheduler -> {
            scheduler.cancel(job);
            return job;
        });
    }
}
