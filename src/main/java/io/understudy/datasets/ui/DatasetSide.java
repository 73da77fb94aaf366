package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import org.jspecify.annotations.Nullable;

/**
 * Beside the pictures: the guide's numbers, the composition and what needs a look. What changes by itself waits while the
 * pointer is here, so that nothing moves from under it.
 */
class DatasetSide extends Div {
    private final GuidePanel guide = new GuidePanel();
    private final CompositionPanel composition;
    private final NeedsALook needsALook;
    private boolean pointerIsHere;
    private transient @Nullable DatasetReading waiting;

    DatasetSide(DatasetDesk desk) {
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

    /** Shows what somebody asked for. */
    void show(DatasetReading reading) {
        waiting = null;
        if (guide.getParent().isEmpty()) {
            removeAll();
            add(guide, composition, needsALook);
        }
        guide.show(reading.overview());
        composition.show(reading.measures());
        needsALook.show(reading);
    }

    /** Shows what came in by itself. */
    void showNews(DatasetReading reading) {
        if (pointerIsHere) {
            waiting = reading;
        } else {
            show(reading);
        }
    }

    /** Shows what belongs beside the captions instead. */
    void showInstead(Component... panels) {
        waiting = null;
        removeAll();
        add(panels);
    }
}
