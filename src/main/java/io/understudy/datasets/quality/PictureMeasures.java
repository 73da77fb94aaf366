package io.understudy.datasets.quality;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.vision.BodyShape;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.datasets.quality.vision.Writing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on one picture alone.
 *
 * @param facesRead whether faces were looked for
 * @param faces the largest first
 * @param shot as measured; null when nobody is seen, or was looked for
 * @param body proportions, as far as they are seen
 * @param light on the largest face; null without one
 * @param writing null when it was not looked for
 */
public record PictureMeasures(
        PictureId picture,
        Instant measuredAt,
        PerceptualHash hash,
        Sharpness sharpness,
        Exposure exposure,
        boolean facesRead,
        List<Face> faces,
        @Nullable ShotType shot,
        @Nullable BodyShape body,
        @Nullable Light light,
        @Nullable Writing writing) {
    public PictureMeasures {
        faces = List.copyOf(faces);
    }

    public Optional<Face> face() {
        return faces.stream().findFirst();
    }
}
