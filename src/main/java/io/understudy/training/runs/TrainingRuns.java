package io.understudy.training.runs;

import io.understudy.platform.core.DomainException;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

public interface TrainingRuns extends JpaRepository<TrainingRun, UUID> {
    default TrainingRun require(RunId id) {
        return findById(id.value()).orElseThrow(TrainingRuns::gone);
    }

    default TrainingRun requireLocked(RunId id) {
        return lockById(id.value()).orElseThrow(TrainingRuns::gone);
    }

    private static DomainException.NotFound gone() {
        return new DomainException.NotFound("There is no such run, or it was deleted.");
    }

    /** Every change of a run begins with this lock: a person's cancel and a worker's report never meet half-way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select run from TrainingRun run where run.id = :id")
    Optional<TrainingRun> lockById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select run from TrainingRun run where run.id in :ids order by run.number")
    List<TrainingRun> lockAllByIds(Collection<UUID> ids);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select run from TrainingRun run where run.gridId = :grid order by run.number")
    List<TrainingRun> lockByGrid(UUID grid);

    @Query("select run.gridId from TrainingRun run where run.id = :id")
    Optional<UUID> findGridOf(UUID id);

    @Query("select run.backend from TrainingRun run where run.id = :id")
    Optional<String> findBackendOf(UUID id);

    List<TrainingRun> findByGridIdAndStateOrderByNumber(UUID grid, RunState state);

    List<TrainingRun> findByLaunchedByAndStateInOrderByNumber(UUID launchedBy, Collection<RunState> states);

    Optional<TrainingRun> findByNumber(long number);

    List<TrainingRun> findByNumberIn(Collection<Long> numbers);

    Optional<TrainingRun> findByLaunchedByAndClientKey(UUID launchedBy, UUID clientKey);

    @Query(value = "select nextval('training_run_number')", nativeQuery = true)
    long nextNumber();
}
