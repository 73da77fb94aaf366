package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.datasets.captions.CaptionOverview;
import io.understudy.datasets.captions.text.TagCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Next to the pictures: the guide's numbers, the composition and what needs a look; next to captions: their check and
 * their tags. What changes automatically waits while the pointer is here, so that nothing moves from under it.
 */
class DatasetSide extends Div {
    private final transient DatasetPageModel model;
    private final GuidePanel guide = new GuidePanel();
    private final CompositionPanel composition;
    private final DatasetIssuesPanel needsALook;
    private @Nullable TwoPeoplePanel twoPeople;
    private boolean pointerIsHere;
    private transient @Nullable DatasetPageData waiting;
    private transient @Nullable Beside beside;

    private record Beside(CaptionOverview overview, List<TagCount> tags) {}

    DatasetSide(DatasetPageModel model) {
        this.model = model;
        composition = new CompositionPanel(model);
        needsALook = new DatasetIssuesPanel(model);
        addClassName("dataset-side");
        getElement().addEventListener("mouseenter", event -> pointerIsHere = true);
        getElement().addEventListener("mouseleave", event -> {
            pointerIsHere = false;
            DatasetPageData late = waiting;
            if (late != null) {
                show(late);
            }
        });
    }

    void show(DatasetPageData reading) {
        waiting = null;
        DatasetPageData.Captions captions = reading.captions();
        if (captions != null) {
            showBeside(new Beside(captions.overview(), captions.tags()));
            return;
        }
        beside = null;
        TwoPeoplePanel two = twoPeople == null ? new TwoPeoplePanel(model) : twoPeople;
        twoPeople = two;
        if (guide.getParent().isEmpty()) {
            removeAll();
            add(guide, composition, needsALook, two);
        }
        two.show(reading.asksTwo());
        guide.show(reading.overview(), reading.measures().count());
        composition.show(reading.measures());
        needsALook.show(reading);
    }

    void showNews(DatasetPageData reading) {
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
                    new CaptionCheckPanel(model, now.overview()),
                    new TagPanel(model, now.tags(), now.overview().pictures()));
        }
    }
}
