package io.understudy.providers.engines;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine said when it was asked who it is.
 *
 * @param problem why it is of no use now, and what to do; null where it answered as it should
 * @param facts such as its release, partitions, cards and models
 * @param warnings what an admin should change
 */
public record EngineAnswer(@Nullable String problem, List<Fact> facts, List<String> warnings) {
    public EngineAnswer {
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
    }

    public record Fact(String term, String value) {}

    public static EngineAnswer of(Fact... facts) {
        return new EngineAnswer(null, List.of(facts), List.of());
    }

    public static EngineAnswer silent(String problem) {
        return new EngineAnswer(problem, List.of(), List.of());
    }

    public EngineAnswer warning(String words) {
        return new EngineAnswer(
                problem,
                facts,
                java.util.stream.Stream.concat(warnings.stream(), java.util.stream.Stream.of(words))
                        .toList());
    }

    public boolean isGood() {
        return problem == null;
    }
}
