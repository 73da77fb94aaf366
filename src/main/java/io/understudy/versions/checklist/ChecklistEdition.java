package io.understudy.versions.checklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One edition of the checklist. Versions are held to the edition that was the newest when they were created.
 *
 * @param by who made it, or null for the one that comes with the product
 * @param reason why it was made; null likewise
 */
public record ChecklistEdition(
        int number,
        @Nullable String by,
        Instant at,
        @Nullable String reason,
        List<ChecklistItem> items) {
    public ChecklistEdition {
        items = List.copyOf(items);
    }
}
