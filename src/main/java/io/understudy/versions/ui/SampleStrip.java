package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.training.SamplePicture;
import java.util.List;

class SampleStrip extends Div {
    private static final int MOST = 8;

    SampleStrip(List<SamplePicture> samples) {
        addClassName("evidence-strip");
        int last = samples.stream().mapToInt(SamplePicture::step).max().orElse(0);
        samples.stream()
                .filter(sample -> sample.step() == last)
                .limit(MOST)
                .forEach(sample -> add(PictureViewer.thumbnail(sample.picture(), SampleMatrix.words(sample))));
        setVisible(!samples.isEmpty());
    }
}
