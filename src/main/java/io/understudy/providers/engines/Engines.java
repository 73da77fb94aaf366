package io.understudy.providers.engines;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface Engines extends JpaRepository<Engine, UUID> {
    @Query("select e from Engine e order by lower(e.name), e.id")
    List<Engine> inOrder();

    boolean existsByNameIgnoreCaseAndIdNot(String name, UUID other);

    boolean existsByBackend(String backend);

    Optional<Engine> findByBackend(String backend);

    /** Until the transaction ends, others who ask wait. */
    @Query(value = "select id from engine_turn for update", nativeQuery = true)
    int awaitTurn();

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Engine e where e.id = :id")
    Optional<Engine> lockById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Engine e where e.backend = :backend")
    Optional<Engine> lockByBackend(String backend);
}
