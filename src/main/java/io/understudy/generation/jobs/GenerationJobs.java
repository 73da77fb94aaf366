package io.understudy.generation.jobs;

import io.understudy.generation.GenerationState;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface GenerationJobs extends JpaRepository<GenerationJob, UUID> {
    /** Every change of a job begins with this lock: a person's cancel and a worker's report never meet half-way. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select job from GenerationJob job where job.id = :id")
    Optional<GenerationJob> lockById(UUID id);

    List<GenerationJob> findByAskedByAndStateOrderByAskedAt(UUID askedBy, GenerationState state);

    Optional<GenerationJob> findByAskedByAndClientKey(UUID askedBy, UUID clientKey);
}
