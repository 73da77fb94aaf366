package io.understudy.datasets.quality;

public enum MeasureTopic {
    SHOT("shot type"),
    SHARPNESS("sharpness"),
    ENLARGED("own detail"),
    EXPOSURE("exposure"),
    PEOPLE("people"),
    IDENTITY("identity"),
    COPY("copy");

    private final String label;

    MeasureTopic(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
