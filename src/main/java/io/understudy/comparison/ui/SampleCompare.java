package io.understudy.comparison.ui;

import io.understudy.comparison.RunComparison;
import io.understudy.platform.ui.ImageGrid;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.storage.BlobUrls;
import java.util.function.Consumer;

/** Samples of the runs; the server is only notified of how they are looked at. */
class SampleCompare extends ImageGrid {
    SampleCompare(RunComparison comparison, ImageGridView look, Consumer<ImageGridView> onLook) {
        this(
                SampleModel.of(comparison, BlobUrls::of),
                look.step() == null ? look.at(comparison.samples().commonStep()) : look);
        onView(onLook);
    }

    private SampleCompare(SampleModel model, ImageGridView look) {
        super(model.layout(), look, model.cells());
    }
}
