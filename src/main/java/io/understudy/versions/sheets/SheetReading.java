package io.understudy.versions.sheets;

import io.understudy.datasets.vision.FaceBox;
import io.understudy.datasets.vision.FaceEmbedding;
import io.understudy.datasets.vision.PerceptualHash;
import io.understudy.datasets.vision.ShotType;
import org.jspecify.annotations.Nullable;

/**
 * What the measures of a sheet need to know of a picture.
 *
 * @param face what can be compared with other faces; null without one, and where faces are not read
 * @param box of the largest face; null likewise
 * @param shot how much of the person is seen; null where nobody is recognised
 */
record SheetReading(
        Look look,
        PerceptualHash hash,
        @Nullable FaceEmbedding face,
        @Nullable FaceBox box,
        @Nullable ShotType shot) {}
