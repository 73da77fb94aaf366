package io.understudy.training.backends.engines;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.EngineSettings;
import io.understudy.providers.engines.EngineSettings.GpuHost;
import io.understudy.providers.engines.EngineSettings.Kubernetes;
import io.understudy.providers.engines.EngineSettings.SlurmSsh;
import io.understudy.providers.engines.EngineSettings.SshAccess;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobFolderPlace;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.SftpJobFolder;
import io.understudy.training.backends.cluster.SharedJobFolder;
import io.understudy.training.backends.cluster.bucket.BucketJobFolder;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.host.HostScheduler;
import io.understudy.training.backends.cluster.kubernetes.KubernetesConnection;
import io.understudy.training.backends.cluster.kubernetes.KubernetesScheduler;
import io.understudy.training.backends.cluster.slurm.SlurmCommands;
import io.understudy.training.backends.cluster.slurm.SlurmRest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Reaches engines that start jobs in folders: by their servers, or by one SSH connection for each account on a machine. */
@Component
class ClusterAccess {
    private static final String JOBS = "/.jobs";
    private static final Duration BETWEEN_COPIES = Duration.ofSeconds(5);

    private final SshConnections connections;
    private final EngineDirectory directory;
    private final JobBucket bucket;
    private final SpoolDirectory spool;
    private final Clock clock;
    private final Map<Account, SshConnection> kept = new ConcurrentHashMap<>();
    private final Map<Api, KubernetesConnection> apis = new ConcurrentHashMap<>();

    private record Api(EngineId engine, URI address, String namespace) {
        static Api of(EngineConnection engine, Kubernetes settings) {
            return new Api(engine.id(), settings.address(), settings.namespace());
        }
    }

    private record Account(EngineId engine, String host, int port, String user) {}

    /** @param folders of runs, by their keys */
    record Cluster(JobScheduler scheduler, JobFolderPlace folders) {}

    ClusterAccess(
            SshConnections connections,
            EngineDirectory directory,
            ExchangeStore store,
            SpoolDirectory spool,
            Clock clock) {
        this.connections = connections;
        this.directory = directory;
        this.bucket = new JobBucket(store, clock);
        this.spool = spool;
        this.clock = clock;
    }

    /** For jobs, which outlive changes of the engine and use the key or token that it has by then. */
    Cluster cluster(EngineConnection engine) {
        if (engine.settings() instanceof EngineSettings.SlurmRest settings) {
            Path shared = Path.of(settings.sharedFolder());
            return new Cluster(
                    new SlurmRest(
                            settings.address(), new CurrentToken(directory, engine, EngineField.SLURM_TOKEN), clock),
                    SharedJobFolder.place(shared, engine.workFolder()));
        }
        if (engine.settings() instanceof Kubernetes settings) {
            KubernetesConnection connection = apis.computeIfAbsent(
                    Api.of(engine, settings),
                    api -> connection(
                            settings,
                            new CurrentToken(directory, engine, EngineField.CERTIFICATE),
                            new CurrentToken(directory, engine, EngineField.TOKEN)));
            return new Cluster(scheduler(settings, connection), this::podFolder);
        }
        SshConnection connection = kept.computeIfAbsent(
                account(engine),
                account -> connections.to(() -> target(current(engine)
                        .filter(changed -> account(changed).equals(account))
                        .orElse(engine))));
        return new Cluster(
                scheduler(engine, new EngineShell(connection)), SftpJobFolder.place(connection, engine.workFolder()));
    }

    BucketJobFolder podFolder(String key) {
        return new BucketJobFolder(bucket, spool, KubernetesScheduler.PLACE, key);
    }

    private KubernetesScheduler scheduler(Kubernetes settings, KubernetesConnection connection) {
        return new KubernetesScheduler(
                connection,
                settings.job(),
                settings.installation().python(),
                folder ->
                        podFolder(folder.substring(folder.lastIndexOf('/') + 1)).offer(),
                BETWEEN_COPIES);
    }

    private static KubernetesConnection connection(
            Kubernetes settings, Supplier<String> certificate, Supplier<String> token) {
        return new KubernetesConnection(settings.address(), settings.namespace(), certificate, token);
    }

    /**
     * Asks a Kubernetes cluster as it is described, by a connection of its own.
     *
     * @throws EngineProblem when it gives no answer, or refuses
     */
    <T> T onKubernetes(EngineConnection engine, Function<KubernetesScheduler, T> question) {
        Kubernetes settings = (Kubernetes) engine.settings();
        return answered(() -> {
            try (KubernetesConnection connection = connection(
                    settings,
                    () -> engine.secrets().read(EngineField.CERTIFICATE).orElse(""),
                    () -> engine.secrets().read(EngineField.TOKEN).orElse(""))) {
                return question.apply(scheduler(settings, connection));
            }
        });
    }

    private Optional<EngineConnection> current(EngineConnection engine) {
        return directory.find(engine.backend());
    }

    private static String token(EngineConnection engine) {
        return engine.secrets().read(EngineField.SLURM_TOKEN).orElse("");
    }

    /** What is open to an engine as it was; jobs that still run there open it again. */
    void close(EngineConnection engine) {
        if (engine.settings() instanceof EngineSettings.SlurmRest) {
            return;
        }
        if (engine.settings() instanceof Kubernetes settings) {
            closeApi(Api.of(engine, settings));
            return;
        }
        Account account = account(engine);
        boolean stays = current(engine)
                .map(ClusterAccess::account)
                .filter(account::equals)
                .isPresent();
        SshConnection connection = stays ? kept.get(account) : kept.remove(account);
        if (connection != null) {
            connection.renew();
        }
    }

    private void closeApi(Api api) {
        boolean stays = directory.engines().stream()
                .anyMatch(engine -> engine.settings() instanceof Kubernetes settings
                        && Api.of(engine, settings).equals(api));
        KubernetesConnection connection = stays ? apis.get(api) : apis.remove(api);
        if (connection != null) {
            connection.close();
        }
    }

    /**
     * Asks an engine as it is described, by a connection of its own.
     *
     * @throws EngineProblem when it gives no answer, or refuses
     */
    <T> T ask(EngineConnection engine, Function<JobScheduler, T> question) {
        if (engine.settings() instanceof Kubernetes) {
            return onKubernetes(engine, question::apply);
        }
        return engine.settings() instanceof EngineSettings.SlurmRest settings
                ? answered(() -> question.apply(new SlurmRest(settings.address(), () -> token(engine), clock)))
                : onHost(engine, shell -> question.apply(scheduler(engine, shell)));
    }

    /** As {@link #ask}, where there is a host with a shell. */
    <T> T onHost(EngineConnection engine, Function<EngineShell, T> work) {
        return answered(() -> {
            try (SshConnection connection = connections.to(target(engine))) {
                return work.apply(new EngineShell(connection));
            }
        });
    }

    static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (EngineUnreachable away) {
            throw new EngineProblem(away.words() + " " + away.advice(), away);
        } catch (JobFailure refused) {
            throw new EngineProblem(refused.words() + " " + refused.advice(), refused);
        }
    }

    JobScheduler scheduler(EngineConnection engine, EngineShell shell) {
        return switch (engine.settings()) {
            case SlurmSsh slurm -> new SlurmCommands(shell, slurm.programs());
            case GpuHost host -> new HostScheduler(shell, engine.workFolder() + JOBS, host.cards());
            default -> throw new IllegalArgumentException(engine.kind() + " has no host");
        };
    }

    private static SshAccess access(EngineConnection engine) {
        return switch (engine.settings()) {
            case SlurmSsh slurm -> slurm.access();
            case GpuHost host -> host.access();
            default -> throw new IllegalArgumentException(engine.kind() + " has no host");
        };
    }

    private static Account account(EngineConnection engine) {
        SshAccess access = access(engine);
        return new Account(engine.id(), access.host(), access.port(), access.user());
    }

    private static SshTarget target(EngineConnection engine) {
        return engine.sshTarget(access(engine), EngineField.SSH_KEY);
    }
}
