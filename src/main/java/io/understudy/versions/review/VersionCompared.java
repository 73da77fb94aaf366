package io.understudy.versions.review;

import io.understudy.identity.AccountId;
import io.understudy.versions.VersionId;
import java.util.List;

/**
 * Reviewers came to a verdict on a comparison of a version with earlier pictures; published inside the transaction that
 * completes it.
 *
 * @param startedBy the person who asked for the comparison; empty where an approval did
 * @param verdict and by whom, as a sentence
 * @param path of the page that compares
 */
public record VersionCompared(VersionId version, List<AccountId> startedBy, String verdict, String path) {
    public VersionCompared {
        startedBy = List.copyOf(startedBy);
    }
}
