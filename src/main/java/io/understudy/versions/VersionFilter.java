package io.understudy.versions;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * Which versions of a list are shown.
 *
 * @param states empty for every state
 * @param mine only those that the person who looks has made
 */
public record VersionFilter(Set<VersionState> states, boolean mine) {
    public static final VersionFilter NONE = new VersionFilter(Set.of(), false);

    public VersionFilter {
        states = Set.copyOf(states);
    }

    public boolean accepts(VersionState state) {
        return states.isEmpty() || states.contains(state);
    }

    Collection<VersionState> accepted() {
        return states.isEmpty() ? Arrays.asList(VersionState.values()) : states;
    }
}
