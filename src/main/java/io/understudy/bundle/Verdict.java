package io.understudy.bundle;

import java.util.List;

public enum Verdict {
    VERIFIED,
    /** Nothing is broken, but anyone can sign a consistent release bundle: it proves nothing until the key is known. */
    UNKNOWN_KEY,
    /** Nothing is broken, but none of the kept states of the audit trail could be compared with it, or one is of another log. */
    NOT_COMPARED,
    BROKEN;

    public static Verdict of(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.BROKEN)) {
            return BROKEN;
        }
        if (findings.stream().noneMatch(finding -> finding.is(Finding.Outcome.HOLDS, Finding.KEY))) {
            return UNKNOWN_KEY;
        }
        return findings.stream().anyMatch(finding -> finding.is(Finding.Outcome.UNCHECKED, Finding.KEPT))
                ? NOT_COMPARED
                : VERIFIED;
    }
}
