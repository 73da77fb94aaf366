package io.understudy.training.queue;

import io.understudy.platform.core.PauseNote;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class QueueRepository {
    private static final String COLUMNS =
            "select backend, concurrency, paused_at as since, paused_by_name as by_name, pause_reason as reason from training_queue";

    /**
     * @param concurrency null where the backend's own proposal counts
     * @param pause null while waiting runs may start
     */
    record QueueRow(
            String backend,
            @Nullable Integer concurrency,
            @Nullable PauseNote pause) {}

    private final TypedJdbcClient client;
    private final TransactionTemplate apart;

    QueueRepository(TypedJdbcClient client, PlatformTransactionManager transactions) {
        this.client = client;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    QueueRow read(String backend) {
        return client.sql(COLUMNS + " where backend = ?")
                .param(backend)
                .query(QueueRow.class)
                .optional()
                .orElseGet(() -> new QueueRow(backend, null, null));
    }

    /** Reads the queue's row and keeps every other node from it until the transaction ends. */
    QueueRow lock(String backend) {
        return locked(backend).orElseGet(() -> {
            create(backend);
            return locked(backend).orElseThrow();
        });
    }

    private Optional<QueueRow> locked(String backend) {
        return client.sql(COLUMNS + " where backend = ? for update")
                .param(backend)
                .query(QueueRow.class)
                .optional();
    }

    private void create(String backend) {
        try {
            apart.executeWithoutResult(
                    status -> client.sql("insert into training_queue (backend, row_version) values (?, 0)")
                            .param(backend)
                            .update());
        } catch (DuplicateKeyException anotherNodeWasFaster) {
            // Then the row is there, which is all that was wanted.
        }
    }

    void setConcurrency(String backend, int concurrency) {
        client.sql("update training_queue set concurrency = ?, row_version = row_version + 1 where backend = ?")
                .params(concurrency, backend)
                .update();
    }

    void pause(String backend, PauseNote pause, UUID by) {
        client.sql("update training_queue set paused_at = ?, paused_by = ?, paused_by_name = ?, pause_reason = ?,"
                        + " row_version = row_version + 1 where backend = ?")
                .params(pause.since(), by, pause.by(), pause.reason(), backend)
                .update();
    }

    void resume(String backend) {
        client.sql("update training_queue set paused_at = null, paused_by = null, paused_by_name = null,"
                        + " pause_reason = null, row_version = row_version + 1 where backend = ?")
                .param(backend)
                .update();
    }

    void touch(String backend) {
        client.sql("update training_queue set row_version = row_version + 1 where backend = ?")
                .param(backend)
                .update();
    }

    record StoppedRun(UUID id, String backend, RunState state, String memo, Instant finishedAt) {
        /** A run that failed may still want the result that its job has left. */
        boolean isToBeEnded(TrainingBackend on) {
            return state == RunState.CANCELLED ? on.mayRun(memo) : on.isGivenUp(memo);
        }
    }

    /** Runs with a memo that were cancelled, failed or were lost since then, on backends with one of these names. */
    List<StoppedRun> stoppedSince(Instant since, Collection<String> backends) {
        return backends.isEmpty()
                ? List.of()
                : client.sql("select id, backend, state, memo, finished_at from training_run"
                                + " where state in ('CANCELLED', 'FAILED', 'LOST') and memo is not null"
                                + " and finished_at >= :since and backend in (:backends) order by finished_at")
                        .param("since", since)
                        .param("backends", backends)
                        .query(StoppedRun.class)
                        .list();
    }

    /** Differs whenever any queue was changed, on whichever node. */
    long fingerprint() {
        return client.sql("select coalesce(sum(row_version), 0) from training_queue")
                .query(Long.class)
                .single();
    }

    List<String> backendsWithWaitingRuns() {
        return client.sql("select distinct backend from training_run where state = 'QUEUED' order by backend")
                .query(String.class)
                .list();
    }

    /**
     * Runs of a backend in one state.
     *
     * @param oldest when the first of them was queued
     */
    record QueueFigures(String backend, RunState state, long runs, Instant oldest, double stepsPerSecond) {}

    /** Of runs that are not over, which are few, however many there were. */
    List<QueueFigures> figures() {
        return client.sql("""
                        select backend, state, count(*) as runs, min(queued_at) as oldest,
                          coalesce(sum(case when attempt_seconds > 0
                            then (current_step - attempt_from_step) / attempt_seconds end), 0) as steps_per_second
                        from training_run where state in (:states) group by backend, state""")
                .param("states", RunState.unfinished())
                .query(QueueFigures.class)
                .list();
    }

    record UnfinishedRun(UUID id, RunState state, @Nullable String memo) {}

    List<UnfinishedRun> unfinished(String backend) {
        return client.sql("select id, state, memo from training_run where backend = :backend and state in (:states)")
                .param("backend", backend)
                .param("states", RunState.unfinished())
                .query(UnfinishedRun.class)
                .list();
    }

    int working(List<String> backends) {
        return client.sql("select count(*) from training_run where backend in (:backends)"
                        + " and state in ('PREPARING', 'RUNNING', 'COLLECTING')")
                .param("backends", backends)
                .query(Integer.class)
                .single();
    }

    int workingOn(String backend, String worker) {
        return client.sql("select count(*) from training_run where backend = ?"
                        + " and state in ('PREPARING', 'RUNNING', 'COLLECTING') and lease_owner = ?")
                .params(backend, worker)
                .query(Integer.class)
                .single();
    }
}
