package io.understudy.datasets.ui;

import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.PictureMeasures;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.platform.ui.ImageMark;
import io.understudy.platform.ui.ImageStage;
import io.understudy.storage.BlobUrls;
import java.util.List;
import org.jspecify.annotations.Nullable;

class PictureStage extends ImageStage {
    record Frame(int x, int y, int width, int height) {}

    PictureStage() {
        super(Mode.LOOK);
    }

    void show(PictureSummary picture, @Nullable PictureMeasures measures) {
        set("src", BlobUrls.of(picture.display()));
        set("alt", picture.caption().isEmpty() ? picture.fileName() : picture.caption());
        set("width", picture.width());
        set("height", picture.height());
        set("turns", 0);
        mode(Mode.LOOK);
        marks(
                measures == null
                        ? List.of()
                        : measures.faces().stream().map(PictureStage::mark).toList());
    }

    void crop(double aspect, int turns) {
        set("aspect", aspect);
        set("turns", turns);
        mode(Mode.CROP);
    }

    private static ImageMark mark(Face face) {
        FaceBox box = face.box();
        return new ImageMark(
                0, box.x(), box.y(), box.width(), box.height(), face.angle().words());
    }
}
