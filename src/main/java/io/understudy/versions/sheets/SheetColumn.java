package io.understudy.versions.sheets;

import io.understudy.versions.StrengthWindow;

/**
 * A column of a sheet.
 *
 * @param strength of the LoRA; 0 in the column without one
 */
public record SheetColumn(Kind kind, double strength) {
    public enum Kind {
        /** The base model alone, with the same prompt and seed. */
        NO_LORA,
        CANDIDATE,
        /** The character's production version at the time when the sheet was made. */
        PRODUCTION
    }

    /** {@code no LoRA}, {@code 0.9}, {@code production 0.9}. */
    public String label() {
        return switch (kind) {
            case NO_LORA -> "no LoRA";
            case CANDIDATE -> strengthWords(strength);
            case PRODUCTION -> "production " + strengthWords(strength);
        };
    }

    /** At least one and at most two digits after the point. */
    public static String strengthWords(double strength) {
        return StrengthWindow.digits(strength);
    }
}
