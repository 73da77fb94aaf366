package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineSettings.Kubernetes;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.kubernetes.KubernetesScheduler;

/** Asks a cluster whether it would take a run, and the S3 store whether it gives out the files of jobs. */
class KubernetesProbe implements EngineProbe {
    private static final String NAME = "understudy-connection-test";

    private final ClusterAccess access;

    KubernetesProbe(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.KUBERNETES;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        return access.onKubernetes(engine, scheduler -> {
            SchedulerDescription found = scheduler.describe();
            scheduler.rehearse(request(engine));
            access.podFolder(NAME).rehearse();
            String cards = ClusterProbe.cards(found);
            EngineAnswer answer = EngineAnswer.of(
                            new Fact("Release", found.release() + " on " + found.cluster()),
                            new Fact("Namespace", ((Kubernetes) engine.settings()).namespace()),
                            new Fact("Cards", cards.isEmpty() ? "none that this account sees" : cards))
                    .offering(
                            EngineField.NODE_LABELS.property(),
                            ClusterProbe.types(found).stream()
                                    .map(type -> KubernetesScheduler.PRODUCT + "=" + type)
                                    .toList());
            return fits(found, engine)
                    ? answer
                    : answer.warning(
                            "No machine that this account sees has the GPUs of a run. Where the cluster adds none,"
                                    + " runs wait forever.");
        });
    }

    private static boolean fits(SchedulerDescription found, EngineConnection engine) {
        return found.partitions().stream()
                .flatMap(partition -> partition.cards().stream())
                .anyMatch(cards -> cards.each() >= engine.settings().cardsPerRun());
    }

    private static JobRequest request(EngineConnection engine) {
        return new JobRequest(
                NAME,
                KubernetesScheduler.PLACE + "/" + NAME,
                "job.sh",
                ClusterEngines.resources(engine),
                Placement.DEFAULT,
                Launch.PLAIN,
                0);
    }
}
