package io.understudy.characters.ui;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way of a character, from consent and photos to a LoRA in production. */
public record Stages(List<Stage> all) {
    /** Stages before the last one that settles them are not waited for. */
    public Stages {
        List<Stage> given = all;
        int settled = IntStream.range(0, given.size())
                .filter(place -> given.get(place).isDone() && given.get(place).settles())
                .max()
                .orElse(0);
        all = IntStream.range(0, given.size())
                .mapToObj(place -> place < settled ? given.get(place).passed() : given.get(place))
                .toList();
    }

    /** The stage that the work is at; null when the way is complete. */
    public @Nullable Stage current() {
        return all.stream().filter(Stage::isOpen).findFirst().orElse(null);
    }

    /** The one thing to do next; empty when nothing is left to do or the work waits for someone else. */
    public Optional<NextStep> next() {
        return Optional.ofNullable(current()).map(Stage::next);
    }
}
