package io.understudy.training.runs;

import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.ConsentReinstated;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
@Order(RunsOfSnapshots.FIRST)
class RunsOfSnapshots implements SnapshotDescendants {
    static final int FIRST = 10;

    private final SnapshotRunQueries runs;
    private final AuditEvents auditEvents;

    RunsOfSnapshots(SnapshotRunQueries runs, AuditEvents auditEvents) {
        this.runs = runs;
        this.auditEvents = auditEvents;
    }

    @Override
    public List<Descendant> of(Collection<SnapshotId> snapshots) {
        return runs.of(snapshots).entrySet().stream()
                .map(run -> new Descendant(
                        "run",
                        "Run " + run.getKey(),
                        run.getValue().label(),
                        run.getValue() == RunState.SUCCEEDED,
                        RunRoutes.of(run.getKey())))
                .toList();
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(ConsentWithdrawn withdrawn) {
        record("run.consent-withdrawn", withdrawn.snapshots(), withdrawn.names());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void unmark(ConsentReinstated reinstated) {
        record("run.consent-reinstated", reinstated.snapshots(), reinstated.names());
    }

    private void record(String verb, Collection<SnapshotId> snapshots, String photos) {
        for (Descendant run : of(snapshots)) {
            String number = run.path().substring(run.path().lastIndexOf('/') + 1);
            auditEvents.publish(verb, new AuditEvent.Subject("run", number, run.name()), Map.of("photos", photos));
        }
    }
}
