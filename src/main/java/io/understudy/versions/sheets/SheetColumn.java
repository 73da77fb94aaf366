package io.understudy.versions.sheets;

import io.understudy.lora.Strength;

/**
 * A column of a sheet.
 *
 * @param strength of the LoRA; 0 in the column without one
 */
public record SheetColumn(Kind kind, Strength strength) {
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
            case CANDIDATE -> strength.label();
            case PRODUCTION -> "production " + strength.label();
        };
    }
}
