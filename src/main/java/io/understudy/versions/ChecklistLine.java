package io.understudy.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a version's checklist.
 *
 * @param tick the tick that stands, or null while the item is open
 * @param takenBack earlier ticks, the latest first
 */
public record ChecklistLine(ChecklistItem item, @Nullable TickDetails tick, List<TickDetails> takenBack) {
    public ChecklistLine {
        takenBack = List.copyOf(takenBack);
    }

    public boolean isTicked() {
        return tick != null;
    }
}
