package io.understudy.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a version's checklist.
 *
 * @param tick the tick that stands, or null while the item is open
 * @param takenBack earlier ticks, the latest first
 * @param stale why the evidence of the tick is not what it was, or null while it holds
 */
public record ChecklistLine(
        ChecklistItem item,
        @Nullable TickDetails tick,
        List<TickDetails> takenBack,
        @Nullable String stale) {
    public ChecklistLine {
        takenBack = List.copyOf(takenBack);
    }

    public boolean isTicked() {
        return tick != null;
    }
}
