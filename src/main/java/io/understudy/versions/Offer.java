package io.understudy.versions;

import java.util.List;

/**
 * A verb that the version's state allows, as it applies to the viewer.
 *
 * @param obstacles why this person may not, in sentences; empty when they may
 */
public record Offer(VersionVerb verb, List<String> obstacles) {
    public Offer {
        obstacles = List.copyOf(obstacles);
    }

    public boolean isOpen() {
        return obstacles.isEmpty();
    }
}
