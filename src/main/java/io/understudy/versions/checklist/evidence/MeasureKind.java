package io.understudy.versions.checklist.evidence;

import java.util.Locale;

public enum MeasureKind {
    FACES_WITHIN("Faces that are one person", Unit.SHARE, true, 0.9),
    FACE_MEDIAN("Median distance between its faces", Unit.DISTANCE, false, 0.45),
    FACE_WORST("Worst distance between its faces", Unit.DISTANCE, false, 0.55),
    FACE_TO_TRAINING("Distance of its faces to those of the training pictures", Unit.DISTANCE, false, 0.55),
    NEAREST_TRAINING("Nearest training picture", Unit.BITS, true, 13),
    PROMPT_VARIETY("Variety over prompts at standard strength", Unit.SHARE, true, 0.6),
    PROMPT_FRAMING("Pictures framed as their prompt says", Unit.SHARE, true, 0.7),
    PROMPT_FOLLOWED("What prompts ask for and pictures show, as far as it is measured", Unit.SHARE, true, 0.7),
    STRENGTH_VARIETY("Lowest variety at strengths 0.7 to 1.1", Unit.SHARE, true, 0.6),
    /** All kinds together; those that follow are parts of it, each speaking against one item of the guide's checklist. */
    FLAGS("Flagged, of every kind", Unit.COUNT, false, 0),
    FLAGS_FACE("Flagged: the face drifts", Unit.COUNT, false, 0),
    FLAGS_BODY("Flagged: wrong proportions or limbs", Unit.COUNT, false, 0),
    FLAGS_PROMPTS("Flagged: the prompt is not followed", Unit.COUNT, false, 0),
    FLAGS_ARTIFACTS("Flagged: smears, doubled features, burnt colours, training patterns", Unit.COUNT, false, 0),
    FLAGS_STRENGTHS("Flagged: breaks up at a strength", Unit.COUNT, false, 0),
    BLIND_AGAINST_PRODUCTION("Preferred to production, blind", Unit.SHARE, true, 0.5),
    BLIND_AGAINST_NO_LORA("Preferred to no LoRA, blind", Unit.SHARE, true, 0.5);

    private enum Unit {
        SHARE,
        DISTANCE,
        BITS,
        COUNT
    }

    private final String words;
    private final Unit unit;
    private final boolean moreIsBetter;
    private final double usualLimit;

    MeasureKind(String words, Unit unit, boolean moreIsBetter, double usualLimit) {
        this.words = words;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
        this.usualLimit = usualLimit;
    }

    public String words() {
        return words;
    }

    public double usualLimit() {
        return usualLimit;
    }

    /** {@code at least} or {@code at most}. */
    public String direction() {
        return moreIsBetter ? "at least" : "at most";
    }

    public boolean meets(double amount, double limit) {
        return moreIsBetter ? amount >= limit - 1e-9 : amount <= limit + 1e-9;
    }

    /** An amount with its unit: {@code 92 %}, {@code 0.31}, {@code 11 bits}, {@code 2}. */
    public String format(double amount) {
        return switch (unit) {
            case SHARE -> String.format(Locale.ROOT, "%.0f %%", 100 * amount);
            case DISTANCE -> String.format(Locale.ROOT, "%.2f", amount);
            case BITS -> String.format(Locale.ROOT, "%.0f bits", amount);
            case COUNT -> String.format(Locale.ROOT, "%.0f", amount);
        };
    }

    public double highestLimit() {
        return switch (unit) {
            case SHARE -> 1;
            case DISTANCE -> 2;
            case BITS -> 64;
            case COUNT -> 1000;
        };
    }
}
