package io.understudy.versions.review;

import io.understudy.versions.ReviewAction;
import java.util.List;

/**
 * A verb that the version's state allows, as it applies to the viewer.
 *
 * @param obstacles why this person may not, in sentences; empty when they may
 */
public record AvailableAction(ReviewAction action, List<String> obstacles) {
    public AvailableAction {
        obstacles = List.copyOf(obstacles);
    }

    public boolean isOpen() {
        return obstacles.isEmpty();
    }
}
