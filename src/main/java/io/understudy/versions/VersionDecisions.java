package io.understudy.versions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface VersionDecisions extends JpaRepository<VersionDecision, UUID> {
    List<VersionDecision> findByVersionIdOrderByPosition(UUID version);

    List<VersionDecision> findByVersionIdInOrderByPosition(Collection<UUID> versions);
}
