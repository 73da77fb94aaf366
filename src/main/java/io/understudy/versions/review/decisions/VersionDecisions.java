package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

public interface VersionDecisions extends JpaRepository<VersionDecision, UUID> {
    List<VersionDecision> findByVersionIdOrderByPosition(UUID version);

    List<VersionDecision> findByVerbInOrderByDecidedAtDescIdDesc(Collection<ReviewAction> verbs, Limit most);

    List<VersionDecision> findByVersionIdInOrderByPosition(Collection<UUID> versions);
}
