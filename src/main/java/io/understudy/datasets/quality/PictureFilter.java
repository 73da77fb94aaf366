package io.understudy.datasets.quality;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.prompting.guide.CompositionTarget;
import org.jspecify.annotations.Nullable;

public enum PictureFilter {
    ALL("All"),
    INCLUDED("Included"),
    EXCLUDED("Left out"),
    TOO_SMALL("Below 1024 px"),
    TRIGGER("Trigger word missing or not first"),
    UNCAPTIONED("Without caption"),
    ONE_OF_TWO("Awaiting a second person"),
    DISPUTED("People disagree"),
    ADVICE("With advice"),
    NOT_COUNTED("Copies and other people"),
    COPIES("Near copies in groups"),
    CLOSE_UPS("Close-ups"),
    UPPER_BODY("Upper body"),
    FULL_BODY("Full body"),
    ANGLES("Other angles"),
    LIGHTING("By lighting"),
    SHOT_UNKNOWN("Shot type unknown");

    private final String label;

    PictureFilter(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether it depends on what was measured: then pictures come and go while they are measured. */
    public boolean asksMeasures() {
        return compareTo(ADVICE) >= 0;
    }

    /** @param measured what is known about the picture; null while it waits, and when nobody asked */
    public boolean takes(PictureSummary picture, @Nullable MeasuredPicture measured) {
        return switch (this) {
            case ALL -> true;
            case INCLUDED -> picture.included();
            case EXCLUDED -> !picture.included();
            case TOO_SMALL -> picture.belowMinimum();
            case TRIGGER -> picture.trigger() != TriggerUse.FIRST;
            case UNCAPTIONED -> picture.caption().isEmpty();
            case ONE_OF_TWO -> picture.awaitsSecond();
            case DISPUTED -> picture.isDisputed();
            case CLOSE_UPS -> counts(measured, CompositionTarget.FACE_CLOSE_UPS);
            case UPPER_BODY -> counts(measured, CompositionTarget.UPPER_BODY);
            case FULL_BODY -> counts(measured, CompositionTarget.FULL_BODY);
            case ANGLES -> counts(measured, CompositionTarget.ANGLES);
            case LIGHTING -> counts(measured, CompositionTarget.LIGHTING);
            case SHOT_UNKNOWN -> measured == null || measured.shot() == null;
            case NOT_COUNTED -> measured != null && measured.role().isTrainedInVain();
            case ADVICE -> measured != null && measured.needsALook();
            case COPIES -> measured != null && measured.role() == GuideCount.Role.COPY;
        };
    }

    private static boolean counts(@Nullable MeasuredPicture measured, CompositionTarget target) {
        return measured != null && measured.role() == GuideCount.Role.COUNTS && Composition.counts(measured, target);
    }

    public static PictureFilter of(CompositionTarget target) {
        return switch (target) {
            case FACE_CLOSE_UPS -> CLOSE_UPS;
            case UPPER_BODY -> UPPER_BODY;
            case FULL_BODY -> FULL_BODY;
            case ANGLES -> ANGLES;
            case LIGHTING -> LIGHTING;
        };
    }
}
