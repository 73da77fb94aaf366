package io.understudy.training;

import io.understudy.characters.CharacterId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param states empty for all
 * @param launchedBy an account; null for everybody
 */
public record RunFilter(
        @Nullable CharacterId character,
        Set<RunState> states,
        @Nullable UUID launchedBy) {
    public static final RunFilter ALL = new RunFilter(null, Set.of(), null);

    public RunFilter {
        states = Set.copyOf(states);
    }

    public static RunFilter of(CharacterId character) {
        return new RunFilter(character, Set.of(), null);
    }

    public boolean isAll() {
        return equals(ALL);
    }
}
