package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface VersionDecisions extends JpaRepository<VersionDecision, UUID> {
    List<VersionDecision> findByVersionIdOrderByPosition(UUID version);

    List<VersionDecision> findByVerbInOrderByDecidedAtDescIdDesc(Collection<ReviewAction> verbs, Limit most);

    /** As {@link #findByVerbInOrderByDecidedAtDescIdDesc}, behind a place. */
    @Query("""
            select d from VersionDecision d where d.verb in :verbs
            and (d.decidedAt < :time or (d.decidedAt = :time and d.id < :id))
            order by d.decidedAt desc, d.id desc""")
    List<VersionDecision> earlier(Collection<ReviewAction> verbs, Instant time, UUID id, Limit most);

    List<VersionDecision> findByVersionIdInOrderByPosition(Collection<UUID> versions);
}
