package io.understudy.datasets.captioning;

/** A model that describes pictures, as an admin chose it. */
public sealed interface Captioner permits VisionModel, FalCaptioner {
    /** Where pictures are sent, for the people who send them. */
    String place();

    /** Whether it is asked in the team's own words, in the style that they choose. */
    default boolean followsInstruction() {
        return true;
    }
}
