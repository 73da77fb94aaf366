package io.understudy.versions.sheets.measures;

import io.understudy.datasets.quality.vision.FaceAngle;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.ShotType;
import org.jspecify.annotations.Nullable;

/**
 * What the measures of a sheet need to know of a picture.
 *
 * @param face what can be compared with other faces; null without one, and where faces are not read
 * @param box of the largest face; null likewise
 * @param shot how much of the person is seen; null where nobody is recognised
 * @param faces how many were found
 * @param angle of the largest face; null without one
 * @param light on the largest face; null without one
 */
record SheetReading(
        ImageFeatures features,
        PerceptualHash hash,
        @Nullable FaceEmbedding face,
        @Nullable FaceBox box,
        @Nullable ShotType shot,
        int faces,
        @Nullable FaceAngle angle,
        @Nullable Light light) {}
