package io.understudy.versions.review.decisions;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.search.ListPlace;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class RecentDecisions {
    private static final Set<ReviewAction> DECIDING =
            EnumSet.of(ReviewAction.SIGN_OFF, ReviewAction.SEND_BACK, ReviewAction.APPROVE, ReviewAction.REVOKE);

    private final VersionDecisions decisions;
    private final VersionService versions;

    RecentDecisions(VersionDecisions decisions, VersionService versions) {
        this.decisions = decisions;
        this.versions = versions;
    }

    /** The latest decisions about any version, the newest first. */
    public List<RecentDecision> newest(int most) {
        return read(decisions.findByVerbInOrderByDecidedAtDescIdDesc(DECIDING, Limit.of(most)));
    }

    /**
     * The newest first.
     *
     * @param after the place behind which they begin; null for the newest
     */
    public List<RecentDecision> earlier(@Nullable ListPlace<Instant, UUID> after, int most) {
        return after == null
                ? newest(most)
                : read(decisions.earlier(DECIDING, after.key(), after.id(), Limit.of(most)));
    }

    private List<RecentDecision> read(List<VersionDecision> found) {
        Map<VersionId, VersionCard> cards = versions.cards(found.stream()
                .map(decision -> new VersionId(decision.version()))
                .toList());
        return found.stream()
                .map(decision -> new RecentDecision(
                        decision.getId(),
                        Objects.requireNonNull(cards.get(new VersionId(decision.version()))),
                        decision.verb(),
                        decision.details().by(),
                        decision.details().at()))
                .toList();
    }
}
