package io.understudy.datasets.quality.vision;

import java.util.List;
import org.jspecify.annotations.Nullable;

interface FaceReader {
    /**
     * What is seen of people on a picture.
     *
     * @param faces the largest first
     * @param shot null when nobody is seen
     * @param body proportions of the person with the largest face, as far as they are seen
     * @param light on the largest face; null without one
     * @param embedding of the largest face; null without one, in profile, and when nobody asked for it
     */
    record Reading(
            List<Face> faces,
            @Nullable ShotType shot,
            @Nullable BodyShape body,
            @Nullable Light light,
            @Nullable FaceEmbedding embedding) {}

    Reading read(Pixels picture, boolean identity);
}
