package io.understudy.versions.review;

import io.understudy.versions.VersionId;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;

/**
 * Something that signatures may rest on changed; published inside the transaction that changed it.
 *
 * @param wasStale whether one of them was stale before
 * @param signatures those that count, each stale one with what changed since
 */
record SignaturesChecked(VersionId version, boolean wasStale, List<Signature> signatures) {
    SignaturesChecked {
        signatures = List.copyOf(signatures);
    }

    boolean wentStale() {
        return !wasStale && signatures.stream().anyMatch(Signature::stale);
    }
}
