package io.understudy.training.rehearsal;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface RehearsalJobs extends JpaRepository<RehearsalJob, UUID> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select job from RehearsalJob job where job.id = :id")
    Optional<RehearsalJob> lockById(UUID id);
}
