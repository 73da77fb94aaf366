package io.understudy.training;

import io.understudy.training.FairQueue.Waiting;
import io.understudy.training.QueueRows.QueueRow;
import io.understudy.training.backend.TrainingBackend;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which run starts next on which backend. A node that takes a run locks the backend's row, so that the limit holds
 * however many nodes look at the same moment.
 */
@Component
class RunQueue {
    private final QueueRows rows;
    private final RunTables tables;
    private final TrainingRuns runs;
    private final Backends backends;
    private final TrainingProperties properties;

    RunQueue(QueueRows rows, RunTables tables, TrainingRuns runs, Backends backends, TrainingProperties properties) {
        this.rows = rows;
        this.tables = tables;
        this.runs = runs;
        this.backends = backends;
        this.properties = properties;
    }

    /** The run that this node starts next on a backend, locked; empty when none waits or there is no room for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<TrainingRun> next(String backend, String worker) {
        QueueRow queue = rows.lock(backend);
        if (queue.pause() != null || occupied(backend, worker) >= concurrency(queue)) {
            return Optional.empty();
        }
        for (Waiting next : order(backend)) {
            TrainingRun run = runs.lockById(next.run().value()).orElseThrow();
            if (run.state() == RunState.QUEUED) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private int occupied(String backend, String worker) {
        return isRemote(backend) ? rows.working(backend) : rows.workingOn(backend, worker);
    }

    List<Waiting> order(String backend) {
        return FairQueue.order(tables.waiting(backend), tables.lastStarts(backend));
    }

    /** 1 for the run that starts next; 0 for one that does not wait. */
    int place(String backend, RunId run) {
        List<RunId> order = order(backend).stream().map(Waiting::run).toList();
        return order.indexOf(run) + 1;
    }

    boolean isRemote(String backend) {
        return backends.find(backend).map(TrainingBackend::isRemote).orElse(false);
    }

    /** What an admin set, else what the backend or this server's configuration proposes. */
    int concurrency(QueueRow queue) {
        Integer set = queue.concurrency();
        if (set != null) {
            return set;
        }
        return backends.find(queue.backend())
                .filter(TrainingBackend::isRemote)
                .map(TrainingBackend::concurrency)
                .orElse(properties.concurrency());
    }
}
