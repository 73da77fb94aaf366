package io.understudy.api.versions;

import io.understudy.versions.ReviewAction;
import io.understudy.versions.review.decisions.RecentDecision;
import java.time.Instant;

/** What a person decided about a version. */
record DecisionLine(VersionResource version, ReviewAction action, String by, Instant at) {
    static DecisionLine of(RecentDecision decision, String slug) {
        return new DecisionLine(
                VersionResource.of(decision.version(), slug), decision.action(), decision.by(), decision.at());
    }
}
