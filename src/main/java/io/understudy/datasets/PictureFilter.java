package io.understudy.datasets;

/** Which pictures of a set are looked at. */
public enum PictureFilter {
    ALL("All"),
    INCLUDED("Included"),
    EXCLUDED("Left out"),
    TOO_SMALL("Below 1024 px"),
    TRIGGER("Trigger word missing or not first"),
    UNCAPTIONED("Without caption");

    private final String label;

    PictureFilter(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    boolean takes(PictureSummary picture) {
        return switch (this) {
            case ALL -> true;
            case INCLUDED -> picture.included();
            case EXCLUDED -> !picture.included();
            case TOO_SMALL -> picture.belowMinimum();
            case TRIGGER -> picture.trigger() != TriggerUse.FIRST;
            case UNCAPTIONED -> picture.caption().isEmpty();
        };
    }
}
