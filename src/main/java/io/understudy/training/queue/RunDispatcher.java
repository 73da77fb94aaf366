package io.understudy.training.queue;

import io.understudy.providers.engines.EngineDirectory;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.queue.FairQueue.Waiting;
import io.understudy.training.queue.QueueRepository.QueueRow;
import io.understudy.training.queue.QueueRepository.UnfinishedRun;
import io.understudy.training.runs.RunOutputRepository;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which run starts next on which backend. A node that takes a run locks the backend's row, so that the limit holds
 * however many nodes look at the same moment.
 */
@Component
public class RunDispatcher {
    private static final int LONGEST_ROW = 40;

    private final QueueRepository queueRepository;
    private final RunOutputRepository runOutputRepository;
    private final TrainingRuns runs;
    private final TrainingBackends backends;
    private final EngineDirectory engines;
    private final EngineRunUse use;
    private final TrainingProperties properties;

    RunDispatcher(
            QueueRepository queueRepository,
            RunOutputRepository runOutputRepository,
            TrainingRuns runs,
            TrainingBackends backends,
            EngineDirectory engines,
            EngineRunUse use,
            TrainingProperties properties) {
        this.queueRepository = queueRepository;
        this.runOutputRepository = runOutputRepository;
        this.runs = runs;
        this.backends = backends;
        this.engines = engines;
        this.use = use;
        this.properties = properties;
    }

    /** The run that this node starts next on a backend, locked; empty when none waits or there is no room for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<TrainingRun> next(String backend, String worker) {
        QueueRow queue = queueRepository.lock(backend);
        if (queue.pause() != null || !engines.mayStart(backend) || occupied(backend, worker) >= concurrency(queue)) {
            return Optional.empty();
        }
        boolean full = isAccountFull(backend);
        Set<UUID> there = full ? backends.find(backend).map(this::toTakeUp).orElse(Set.of()) : Set.of();
        // Others stay unlocked, also where this one is gone by then: a grid is locked in the order of its numbers.
        return order(backend).stream()
                .map(next -> next.run().value())
                .filter(id -> !full || there.contains(id))
                .findFirst()
                .flatMap(runs::lockById)
                .filter(run -> run.state() == RunState.QUEUED && (!full || mayRun(backend, run)));
    }

    private boolean mayRun(String backend, TrainingRun run) {
        return backends.find(backend).filter(found -> found.mayRun(run.memo())).isPresent();
    }

    private int occupied(String backend, String worker) {
        return isRemote(backend)
                ? queueRepository.working(List.of(backend))
                : queueRepository.workingOn(backend, worker);
    }

    /** Nodes that take runs from other queues of the account wait for this one's transaction. */
    private boolean isAccountFull(String backend) {
        TrainingBackend found = backends.find(backend).orElse(null);
        Optional<String> account = found == null ? Optional.empty() : found.account();
        if (found == null || account.isEmpty()) {
            return false;
        }
        queueRepository.lock(rowOf(account.get()));
        return workingOfAccount(found) >= found.concurrency();
    }

    /** The name of a machine may be longer than that of a queue's row. */
    private static String rowOf(String account) {
        String row = "account " + account;
        return row.length() <= LONGEST_ROW
                ? row
                : "account "
                        + UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .replace("-", "");
    }

    /** With what may still compute though no run in progress has it, where the backend would not see that. */
    int workingOfAccount(TrainingBackend backend) {
        List<String> sharing = backends.sharing(backend);
        List<String> unseen = sharing.stream()
                .filter(other -> backends.find(other).filter(backend::sees).isEmpty())
                .toList();
        if (unseen.isEmpty()) {
            return queueRepository.working(sharing);
        }
        List<String> seen =
                sharing.stream().filter(other -> !unseen.contains(other)).toList();
        return queueRepository.working(seen)
                + unseen.stream().mapToInt(use::countFollowed).sum();
    }

    /**
     * Runs whose job is there already or is to be ended first. Two of them that wait to be taken up would wait for each
     * other.
     */
    private Set<UUID> toTakeUp(TrainingBackend backend) {
        if (queueRepository.working(backends.sharing(backend)) >= backend.concurrency()) {
            return Set.of();
        }
        return queueRepository.unfinished(backend.id()).stream()
                .filter(run -> run.state() == RunState.QUEUED && backend.mayRun(run.memo()))
                .map(UnfinishedRun::id)
                .collect(Collectors.toSet());
    }

    List<Waiting> order(String backend) {
        return FairQueue.order(runOutputRepository.waiting(backend), runOutputRepository.lastStarts(backend));
    }

    /** 1 for the run that starts next; 0 for one that does not wait. */
    public int place(String backend, RunId run) {
        List<RunId> order = order(backend).stream().map(Waiting::run).toList();
        return order.indexOf(run) + 1;
    }

    boolean isRemote(String backend) {
        return backends.find(backend).map(TrainingBackend::isRemote).orElse(false);
    }

    /** What an admin set, up to the backend's own limit; else what it or this server's configuration proposes. */
    int concurrency(QueueRow queue) {
        Integer set = queue.concurrency();
        if (set != null) {
            return Math.min(set, backends.termsOf(queue.backend()).mostAtOnce());
        }
        return backends.find(queue.backend())
                .filter(TrainingBackend::isRemote)
                .map(TrainingBackend::concurrency)
                .orElse(properties.concurrency());
    }
}
