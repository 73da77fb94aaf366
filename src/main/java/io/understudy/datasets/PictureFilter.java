package io.understudy.datasets;

import org.jspecify.annotations.Nullable;

/** Which pictures of a set are looked at. */
public enum PictureFilter {
    ALL("All"),
    INCLUDED("Included"),
    EXCLUDED("Left out"),
    TOO_SMALL("Below 1024 px"),
    TRIGGER("Trigger word missing or not first"),
    UNCAPTIONED("Without caption"),
    ADVICE("With advice");

    private final String label;

    PictureFilter(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether it depends on what was measured. */
    boolean asksMeasures() {
        return this == ADVICE;
    }

    /** @param measured what is known about the picture; null while it waits, and when nobody asked */
    boolean takes(PictureSummary picture, @Nullable MeasuredPicture measured) {
        return switch (this) {
            case ALL -> true;
            case INCLUDED -> picture.included();
            case EXCLUDED -> !picture.included();
            case TOO_SMALL -> picture.belowMinimum();
            case TRIGGER -> picture.trigger() != TriggerUse.FIRST;
            case UNCAPTIONED -> picture.caption().isEmpty();
            case ADVICE -> measured != null && !measured.standing().isEmpty();
        };
    }
}
