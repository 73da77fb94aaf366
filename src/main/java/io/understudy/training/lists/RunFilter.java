package io.understudy.training.lists;

import io.understudy.characters.CharacterId;
import io.understudy.training.RunState;
import io.understudy.training.backends.BackendChoice;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows: those that fit all of it.
 *
 * @param states empty for all
 * @param launchedBy an account; null for everyone
 * @param backend a {@link BackendChoice#id()}; null for all
 * @param text part of a character's name, trigger word, sample prompt, person's name, failure, note or tag, or a run's
 *     number; empty for all
 * @param tags which the runs have, each of them
 * @param ranges of settings and results, by {@linkplain RunColumn#hasRange() column}
 * @param archived the archived runs instead of the others
 * @param launchedAfter null for all
 * @param finishedAfter null for all, and those that are not over
 */
public record RunFilter(
        @Nullable CharacterId character,
        Set<RunState> states,
        @Nullable UUID launchedBy,
        @Nullable String backend,
        String text,
        Set<String> tags,
        Map<RunColumn, NumberRange> ranges,
        boolean archived,
        @Nullable Instant launchedAfter,
        @Nullable Instant finishedAfter) {
    public static final RunFilter ALL = new RunFilter(null, Set.of(), null);

    public RunFilter {
        states = Set.copyOf(states);
        text = text.strip();
        tags = Set.copyOf(tags);
        Map<RunColumn, NumberRange> narrowing = new EnumMap<>(RunColumn.class);
        ranges.forEach((column, range) -> {
            if (!column.hasRange()) {
                throw new IllegalArgumentException("Runs cannot be filtered by a range of " + column.label());
            }
            if (!range.isOpen()) {
                narrowing.put(column, range);
            }
        });
        ranges = Map.copyOf(narrowing);
    }

    public RunFilter(
            @Nullable CharacterId character,
            Set<RunState> states,
            @Nullable UUID launchedBy,
            @Nullable String backend,
            String text,
            Set<String> tags,
            Map<RunColumn, NumberRange> ranges,
            boolean archived) {
        this(character, states, launchedBy, backend, text, tags, ranges, archived, null, null);
    }

    public RunFilter(@Nullable CharacterId character, Set<RunState> states, @Nullable UUID launchedBy) {
        this(character, states, launchedBy, null, "", Set.of(), Map.of(), false);
    }

    public static RunFilter of(CharacterId character) {
        return new RunFilter(character, Set.of(), null);
    }

    public boolean isAll() {
        return equals(ALL);
    }

    public RunFilter withCharacter(@Nullable CharacterId other) {
        return new RunFilter(
                other, states, launchedBy, backend, text, tags, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withStates(Set<RunState> others) {
        return new RunFilter(
                character, others, launchedBy, backend, text, tags, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withLaunchedBy(@Nullable UUID other) {
        return new RunFilter(
                character, states, other, backend, text, tags, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withBackend(@Nullable String other) {
        return new RunFilter(
                character, states, launchedBy, other, text, tags, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withText(String other) {
        return new RunFilter(
                character, states, launchedBy, backend, other, tags, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withTags(Set<String> others) {
        return new RunFilter(
                character, states, launchedBy, backend, text, others, ranges, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withRange(RunColumn column, NumberRange range) {
        Map<RunColumn, NumberRange> changed = new EnumMap<>(RunColumn.class);
        changed.putAll(ranges);
        changed.put(column, range);
        return new RunFilter(
                character, states, launchedBy, backend, text, tags, changed, archived, launchedAfter, finishedAfter);
    }

    public RunFilter withArchived(boolean other) {
        return new RunFilter(
                character, states, launchedBy, backend, text, tags, ranges, other, launchedAfter, finishedAfter);
    }
}
