package io.understudy.versions.checklist;

import io.understudy.versions.checklist.evidence.Evidence;
import java.util.List;

/**
 * A tick that a person is about to set.
 *
 * @param item key of the item
 * @param note what was looked at and how it looked
 */
public record NewTick(String item, String note, List<Evidence> evidence) {
    public NewTick {
        evidence = List.copyOf(evidence);
    }
}
