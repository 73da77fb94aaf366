package io.understudy.providers.engines;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine said when it was asked who it is.
 *
 * @param problem why it is of no use now, and what to do; null where it answered as it should
 * @param facts such as its release, partitions, cards and models
 * @param warnings what an admin should change
 * @param choices values that it has for fields of forms, by {@link EngineField#property()} or another name
 */
public record EngineAnswer(
        @Nullable String problem, List<Fact> facts, List<String> warnings, Map<String, List<String>> choices) {
    /** Of the choices of one field: what an engine says is kept in a limited column. */
    private static final int MOST_CHARACTERS = 2000;

    /** Two quotation marks and a comma. */
    private static final int AROUND_A_VALUE = 3;

    public EngineAnswer {
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
        // Answers that were kept before there were choices have none.
        choices = choices == null ? Map.of() : Map.copyOf(choices);
    }

    public EngineAnswer(@Nullable String problem, List<Fact> facts, List<String> warnings) {
        this(problem, facts, warnings, Map.of());
    }

    public record Fact(String term, String value) {}

    public static EngineAnswer of(Fact... facts) {
        return new EngineAnswer(null, List.of(facts), List.of(), Map.of());
    }

    public static EngineAnswer silent(String problem) {
        return new EngineAnswer(problem, List.of(), List.of(), Map.of());
    }

    public EngineAnswer withProblem(String words) {
        return new EngineAnswer(words, facts, warnings, choices);
    }

    public EngineAnswer warning(String words) {
        return new EngineAnswer(
                problem,
                facts,
                Stream.concat(warnings.stream(), Stream.of(words)).toList(),
                choices);
    }

    /** Those that come first where there are very many. */
    public EngineAnswer offering(String field, Collection<String> values) {
        List<String> kept = new ArrayList<>();
        int left = MOST_CHARACTERS;
        for (String value : values) {
            left -= value.length() + AROUND_A_VALUE;
            if (left < 0) {
                break;
            }
            kept.add(value);
        }
        Map<String, List<String>> all = new TreeMap<>(choices);
        all.put(field, List.copyOf(kept));
        return new EngineAnswer(problem, facts, warnings, all);
    }

    public List<String> choices(String field) {
        return choices.getOrDefault(field, List.of());
    }

    public Optional<String> fact(String term) {
        return facts.stream()
                .filter(fact -> fact.term().equals(term))
                .map(Fact::value)
                .findFirst();
    }

    public boolean isGood() {
        return problem == null;
    }
}
