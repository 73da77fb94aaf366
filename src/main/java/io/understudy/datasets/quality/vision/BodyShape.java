package io.understudy.datasets.quality.vision;

import org.jspecify.annotations.Nullable;

/**
 * Proportions of a body, as far as a picture shows them. They are those of the picture: camera height and lens change
 * them, so only a large spread over a dataset says something.
 *
 * @param faceLengths how often the face, forehead to chin, fits into the height from forehead to ankles; grown-ups have
 *     about 8 to 10. Null unless someone stands upright and is seen down to the ankles
 * @param shouldersToHips distance of the shoulders by that of the hip joints, about 1.3 to 2.2. Null unless the body
 *     faces the camera
 */
public record BodyShape(
        @Nullable Double faceLengths, @Nullable Double shouldersToHips) {
    /** Up to here, largest by smallest, face lengths differ for one person, by camera and posture alone. */
    public static final double USUAL_SPREAD = 1.3;
}
