package io.understudy.datasets.quality.vision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was measured on one picture.
 *
 * @param facesRead whether faces were looked for; false where their networks are not there
 * @param faces the largest first
 * @param shot null when nobody is seen, or was looked for
 * @param body proportions, as far as they are seen; null without a face
 * @param light on the largest face; null without one
 * @param writing null where its network is not there
 * @param embedding of the largest face; null without one, in profile, and when nobody asked for it
 */
public record PictureReading(
        PerceptualHash hash,
        Sharpness sharpness,
        Exposure exposure,
        boolean facesRead,
        List<Face> faces,
        @Nullable ShotType shot,
        @Nullable BodyShape body,
        @Nullable Light light,
        @Nullable Writing writing,
        @Nullable FaceEmbedding embedding) {
    public PictureReading {
        faces = List.copyOf(faces);
    }
}
