package io.understudy.versions.review.decisions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

public interface VersionDecisions extends JpaRepository<VersionDecision, UUID> {
    List<VersionDecision> findByVersionIdOrderByPosition(UUID version);

    List<VersionDecision> findByVersionIdInOrderByPosition(Collection<UUID> versions);
}
