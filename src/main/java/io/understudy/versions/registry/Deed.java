package io.understudy.versions.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a person is a maker of a version.
 *
 * @param words to be read after the name, such as {@code launched run 41}
 * @param at the last time, or null where that is not recorded
 * @param ofChecklist whether it shaped what the version is held to and not its weights
 */
@Embeddable
public record Deed(
        String words,
        @Column(name = "done_at") @Nullable Instant at,
        @Column(name = "checklist") boolean ofChecklist) {
    public Deed(String words, @Nullable Instant at) {
        this(words, at, false);
    }
}
