package io.understudy.datasets.quality;

/**
 * A person's answer that counts instead of the measured one.
 *
 * @param answer for {@link MeasureTopic#SHOT} the name of the shot type, else {@link #FINE}
 * @param reason in the person's words; may be empty for a corrected shot type
 * @param by display name
 */
public record MeasureOverride(String answer, String reason, String by) {
    public static final String FINE = "FINE";
    /** Said of a picture whose override is to go: the measure counts again. */
    public static final String MEASURED = "MEASURED";
}
