package io.understudy.prompting.guide;

import io.understudy.lora.Strength;

/** What a LoRA does at a strength, from the guide's table; values between two rows count to the nearer row below. */
public enum StrengthBand {
    BARELY(0, 0.5, "below 0.5", "Barely visible", "In a stack, for a hint of it"),
    SUBTLE(0.5, 0.8, "0.5–0.7", "Subtle influence", "More creative freedom"),
    BALANCED(0.8, 1.0, "0.8–1.0", "Balanced", "Standard use"),
    STRONG(1.0, 1.3, "1.0–1.2", "Strong", "Maximum likeness"),
    OVERPOWERING(1.3, 2, "1.3+", "Overpowering", "Usually too much");

    private final Strength from;
    private final Strength below;
    private final String range;
    private final String effect;
    private final String useCase;

    StrengthBand(double from, double below, String range, String effect, String useCase) {
        this.from = new Strength(from);
        this.below = new Strength(below);
        this.range = range;
        this.effect = effect;
        this.useCase = useCase;
    }

    /** The band of a strength; 1.0 still counts as balanced. Negative strengths count as barely. */
    public static StrengthBand of(Strength strength) {
        if (strength.isAbove(STRONG.from)) {
            return strength.isBelow(OVERPOWERING.from) ? STRONG : OVERPOWERING;
        }
        if (!strength.isBelow(BALANCED.from)) {
            return BALANCED;
        }
        return strength.isBelow(SUBTLE.from) ? BARELY : SUBTLE;
    }

    public Strength from() {
        return from;
    }

    public Strength below() {
        return below;
    }

    public String range() {
        return range;
    }

    public String effect() {
        return effect;
    }

    public String useCase() {
        return useCase;
    }
}
