package io.understudy.datasets;

import io.understudy.datasets.vision.PictureMeter;
import org.springframework.stereotype.Component;

/** The meter of this node, with all that this build can measure. */
@Component
class PictureMeters {
    private final PictureMeter meter = PictureMeter.withoutFaces();

    PictureMeter meter() {
        return meter;
    }
}
