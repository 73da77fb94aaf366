package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.datasets.CaptionOverview;
import io.understudy.datasets.TagCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Next to the pictures: the guide's numbers, the composition and what needs a look; next to captions: their check and
 * their tags. What changes automatically waits while the pointer is here, so that nothing moves from under it.
 */
class DatasetSide extends Div {
    private final transient DatasetDesk desk;
    private final GuidePanel guide = new GuidePanel();
    private final CompositionPanel composition;
    private final NeedsALook needsALook;
    private boolean pointerIsHere;
    private transient @Nullable DatasetReading waiting;
    private transient @Nullable Beside beside;

    private record Beside(CaptionOverview overview, List<TagCount> tags) {}

    DatasetSide(DatasetDesk desk) {
        this.desk = desk;
        composition = new CompositionPanel(desk);
        needsALook = new NeedsALook(desk);
        addClassName("dataset-side");
        getElement().addEventListener("mouseenter", event -> pointerIsHere = true);
        getElement().addEventListener("mouseleave", event -> {
            pointerIsHere = false;
            DatasetReading late = waiting;
            if (late != null) {
                show(late);
            }
        });
    }

    void show(DatasetReading reading) {
        waiting = null;
        DatasetReading.Captions captions = reading.captions();
        if (captions != null) {
            showBeside(new Beside(captions.overview(), captions.tags()));
            return;
        }
        beside = null;
        if (guide.getParent().isEmpty()) {
            removeAll();
            add(guide, composition, needsALook);
        }
        guide.show(reading.overview(), reading.measures().count());
        composition.show(reading.measures());
        needsALook.show(reading);
    }

    void showNews(DatasetReading reading) {
        if (pointerIsHere) {
            waiting = reading;
        } else {
            show(reading);
        }
    }

    private void showBeside(Beside now) {
        if (!now.equals(beside)) {
            beside = now;
            removeAll();
            add(
                    new CaptionCheckPanel(desk, now.overview()),
                    new TagPanel(desk, now.tags(), now.overview().pictures()));
        }
    }
}
