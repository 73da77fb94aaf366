package io.understudy.prompts.playground.ui;

import io.understudy.platform.core.DomainException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Seeds as people type them: {@code 1, 2, 42}. */
final class Seeds {
    private Seeds() {}

    /** @throws DomainException.RuleViolation in {@code seeds} when something else than whole numbers from 0 is there */
    static List<Long> parse(String text) {
        return Arrays.stream(text.split("[,;\\s]+"))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> {
                    if (!piece.matches("[0-9]{1,18}")) {
                        throw DomainException.RuleViolation.in(
                                "seeds", "“" + piece + "” is no seed: write whole numbers such as 1, 2, 42.");
                    }
                    return Long.valueOf(piece);
                })
                .toList();
    }

    static String format(List<Long> seeds) {
        return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
