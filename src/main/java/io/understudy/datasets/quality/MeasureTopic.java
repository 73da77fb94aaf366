package io.understudy.datasets.quality;

public enum MeasureTopic {
    SHOT("shot type", "shot type"),
    SHARPNESS("sharpness", "blurred or soft"),
    ENLARGED("own detail", "enlarged or compressed?"),
    EXPOSURE("exposure", "too dark or burnt out"),
    PEOPLE("people", "several people or nobody"),
    WRITING("writing", "text or watermark"),
    IDENTITY("identity", "another person?"),
    COPY("copy", "copy");

    private final String label;
    private final String advice;

    MeasureTopic(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    /** What its advice says, for all pictures that have it. */
    public String advice() {
        return advice;
    }

    public String label() {
        return label;
    }
}
