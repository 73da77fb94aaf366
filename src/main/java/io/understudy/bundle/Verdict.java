package io.understudy.bundle;

import java.util.List;

public enum Verdict {
    VERIFIED,
    /** Nothing is broken, but anyone can sign a consistent release bundle: it proves nothing until the key is known. */
    UNKNOWN_KEY,
    BROKEN;

    public static Verdict of(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.BROKEN)) {
            return BROKEN;
        }
        return findings.stream()
                        .anyMatch(finding -> finding.outcome() == Finding.Outcome.HOLDS
                                && finding.part().equals(Finding.KEY))
                ? VERIFIED
                : UNKNOWN_KEY;
    }
}
