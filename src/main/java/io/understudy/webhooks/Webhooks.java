package io.understudy.webhooks;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface Webhooks extends JpaRepository<Webhook, UUID> {
    @Query("select w from Webhook w order by lower(w.name), w.id")
    List<Webhook> inOrder();

    boolean existsByNameIgnoreCaseAndIdNot(String name, UUID other);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select w from Webhook w where w.id = :id")
    Optional<Webhook> lockById(UUID id);
}
