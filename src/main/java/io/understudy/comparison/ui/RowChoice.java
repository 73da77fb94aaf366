package io.understudy.comparison.ui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

enum RowChoice {
    ESSENTIAL,
    DIFFERENCES,
    ALL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RowChoice> of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }
}
