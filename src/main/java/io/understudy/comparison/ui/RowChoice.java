package io.understudy.comparison.ui;

import io.understudy.comparison.ComparedRow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

enum RowChoice {
    ESSENTIAL("Essentials and differences"),
    DIFFERENCES("Only differences"),
    ALL("Everything");

    private final String label;

    RowChoice(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean shows(ComparedRow row) {
        return switch (this) {
            case ESSENTIAL -> row.essential() || row.hasDifference();
            case DIFFERENCES -> row.hasDifference();
            case ALL -> true;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RowChoice> of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }
}
