package io.understudy.versions.checklist;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One edition of the checklist. Versions are held to the edition that was the newest when they were created.
 *
 * @param by who made it, or null for the one that comes with the product
 * @param account of the person who made it; null likewise
 * @param reason why it was made; null likewise
 */
public record ChecklistEdition(
        int number,
        @Nullable String by,
        @Nullable UUID account,
        Instant at,
        @Nullable String reason,
        List<ChecklistItem> items) {
    public ChecklistEdition {
        items = List.copyOf(items);
    }

    /** Keys of the items that were added, changed or removed since an earlier edition; a new place is no change. */
    Set<String> changedSince(ChecklistEdition earlier) {
        Map<String, ChecklistItem> before = earlier.byKey();
        Map<String, ChecklistItem> now = byKey();
        return Stream.concat(before.keySet().stream(), now.keySet().stream())
                .filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .collect(Collectors.toSet());
    }

    private Map<String, ChecklistItem> byKey() {
        return items.stream().collect(Collectors.toMap(ChecklistItem::key, item -> item.at(0)));
    }
}
