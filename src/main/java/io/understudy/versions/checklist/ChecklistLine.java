package io.understudy.versions.checklist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a version's checklist.
 *
 * @param tick the tick that stands, or null while the item is open
 * @param facts what appears in it automatically, as it is now
 * @param takenBack earlier ticks, the latest first
 * @param stale why the evidence of the tick is not what it was, or null while it holds
 */
public record ChecklistLine(
        ChecklistItem item,
        @Nullable TickDetails tick,
        List<ItemFact> facts,
        List<TickDetails> takenBack,
        @Nullable String stale) {
    public ChecklistLine {
        facts = List.copyOf(facts);
        takenBack = List.copyOf(takenBack);
    }

    public boolean isTicked() {
        return tick != null;
    }
}
