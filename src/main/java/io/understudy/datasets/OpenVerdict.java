package io.understudy.datasets;

import java.util.UUID;

/**
 * What someone said about a picture and what does not count yet, because two people have to say the same.
 *
 * @param question {@link #TRAINED}, or the name of a measure's topic
 * @param answer {@link #KEPT} or {@link #LEFT_OUT}, or the answer that is to count instead of the measured one
 * @param reason may be empty
 * @param by display name
 */
public record OpenVerdict(PictureId picture, String question, String answer, String reason, UUID account, String by) {
    public static final String TRAINED = "TRAINED";
    public static final String KEPT = "KEPT";
    public static final String LEFT_OUT = "LEFT_OUT";

    public boolean isAboutTraining() {
        return question.equals(TRAINED);
    }
}
