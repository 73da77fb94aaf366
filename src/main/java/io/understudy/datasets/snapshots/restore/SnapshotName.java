package io.understudy.datasets.snapshots.restore;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.platform.core.DomainException;
import org.jspecify.annotations.Nullable;

final class SnapshotName {
    static final int MAX_LENGTH = 80;

    private SnapshotName() {}

    /**
     * The name in one clean line, or null for none.
     *
     * @throws DomainException.RuleViolation when it is too long
     */
    static @Nullable String of(String typed) {
        String name = CaptionText.clean(typed);
        if (name.length() > MAX_LENGTH) {
            throw DomainException.RuleViolation.in("name", "A name has at most " + MAX_LENGTH + " characters.");
        }
        return name.isEmpty() ? null : name;
    }
}
