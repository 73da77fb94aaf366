package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.select.Select;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.PictureSettings;
import java.util.List;
import java.util.stream.Stream;

/** A backend's own size, and the usual squares that it can generate. */
class PictureSizeChoice extends Select<PictureSettings> {
    private static final List<Integer> SIDES = List.of(512, 768, 1024, 1536);

    PictureSizeChoice() {
        setLabel("Picture size");
        setItemLabelGenerator(settings -> settings.width() + " × " + settings.height() + " px");
    }

    void offer(GenerationCapabilities can) {
        PictureSettings proposed = can.proposed();
        List<PictureSettings> all = Stream.concat(
                        Stream.of(proposed),
                        SIDES.stream()
                                .filter(side -> can.side().allows(side))
                                .map(side -> new PictureSettings(side, side, proposed.steps(), proposed.guidance())))
                .distinct()
                .toList();
        setItems(all);
        setValue(proposed);
        setVisible(all.size() > 1);
    }
}
