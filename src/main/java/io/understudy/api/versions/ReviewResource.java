package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.api.Revision;
import io.understudy.identity.PublicUrl;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.decisions.PastDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * How a version was reviewed.
 *
 * @param manifest SHA-256 of what a signature rests on now
 * @param makers who made any part of it, and so neither signs nor approves it
 * @param signatures those that count in this round
 * @param decisions its history, the oldest step first
 * @param page where a person reviews it
 */
@Schema(name = "Review")
record ReviewResource(
        VersionState state,
        String manifest,
        List<String> makers,
        List<Signature> signatures,
        List<Decision> decisions,
        String page) {
    /** @param stale whether something changed of what it rests on */
    @Schema(name = "Signature")
    record Signature(String by, ReviewAction action, Instant at, boolean stale) {
        private static Signature of(io.understudy.versions.review.decisions.Signature signature) {
            return new Signature(signature.by(), signature.action(), signature.at(), signature.stale());
        }
    }

    @Schema(name = "Decision")
    record Decision(
            String by,
            ReviewAction action,
            VersionState to,
            Instant at,
            @Nullable String reason) {
        private static Decision of(PastDecision decision) {
            return new Decision(decision.by(), decision.action(), decision.to(), decision.at(), decision.reason());
        }
    }

    static ResponseEntity<ReviewResource> answer(VersionDetails version, PublicUrl urls) {
        return Revision.answer(of(version, urls));
    }

    static ReviewResource of(VersionDetails version, PublicUrl urls) {
        return new ReviewResource(
                version.state(),
                version.manifest().hex(),
                version.makers().stream().map(Contribution::name).toList(),
                version.signatures().stream().map(Signature::of).toList(),
                version.decisions().stream().map(Decision::of).toList(),
                urls.of(VersionRoutes.of(version.id())));
    }
}
