package io.understudy.versions.sheets;

import io.understudy.lora.Strength;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a sheet.
 *
 * @param strength of the LoRA; 0 in the column without one
 * @param step of the checkpoint; null in other columns
 */
public record SheetColumn(
        Kind kind, Strength strength, @Nullable Integer step) {
    public enum Kind {
        /** The base model alone, with the same prompt and seed. */
        NO_LORA,
        CANDIDATE,
        /** The run that the version comes from, as it was at a step. */
        CHECKPOINT,
        /** The character's production version at the time when the sheet was made. */
        PRODUCTION
    }

    public SheetColumn(Kind kind, Strength strength) {
        this(kind, strength, null);
    }

    public static SheetColumn checkpoint(int step, Strength strength) {
        return new SheetColumn(Kind.CHECKPOINT, strength, step);
    }

    /** At most so many of the steps, evenly spread, the last one among them. */
    public static List<Integer> spread(List<Integer> steps, int most) {
        return steps.size() <= most
                ? steps
                : IntStream.rangeClosed(1, most)
                        .mapToObj(one -> steps.get(steps.size() * one / most - 1))
                        .toList();
    }

    /** Whether it shows what the sheet is about. */
    public boolean isTested() {
        return kind == Kind.CANDIDATE || kind == Kind.CHECKPOINT;
    }

    /** {@code no LoRA}, {@code 0.9}, {@code step 250}, {@code production 0.9}. */
    public String label() {
        return switch (kind) {
            case NO_LORA -> "no LoRA";
            case CANDIDATE -> strength.label();
            case CHECKPOINT -> "step " + step;
            case PRODUCTION -> "production " + strength.label();
        };
    }
}
