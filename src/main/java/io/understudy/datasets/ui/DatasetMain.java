package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.datasets.quality.PictureFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The middle of the dataset page: the wall of pictures, or the captions next to them. What is being used stays. */
class DatasetMain extends Div {
    private final transient DatasetPageModel model;
    private @Nullable PictureGrid wall;
    private @Nullable CaptionsPanel captions;

    DatasetMain(DatasetPageModel model) {
        this.model = model;
        addClassName("dataset-main");
    }

    void show(DatasetAddress address, DatasetPageData reading) {
        DatasetPageData.Captions read = reading.captions();
        if (read != null) {
            wall = null;
            captions = new CaptionsPanel(model, address.captionFilter(), read.page());
            removeAll();
            add(captions);
            return;
        }
        captions = null;
        if (address.wall().filter() == PictureFilter.COPIES) {
            wall = null;
            removeAll();
            add(new CopyGroupsPanel(model, Objects.requireNonNull(reading.page()), reading.measures(), address.page()));
            return;
        }
        PictureGrid current = wall;
        if (current == null || !current.shows(address.wall(), address.page())) {
            current = new PictureGrid(model, address.wall(), address.page());
            wall = current;
            removeAll();
            add(current);
        }
        current.show(Objects.requireNonNull(reading.page()), reading.measures());
    }

    /** Someone types into the search: what they type into stays. */
    void search(DatasetAddress address, DatasetPageData reading) {
        if (captions == null || reading.captions() == null) {
            show(address, reading);
        } else {
            captions.search(address.captionFilter(), reading.captions().page());
        }
    }

    void showNews(DatasetPageData reading) {
        if (wall != null && reading.page() != null) {
            wall.showNews(reading.page(), reading.measures());
        }
        if (captions != null && reading.captions() != null) {
            captions.showNews(reading.captions().page());
        }
    }

    void typed() {
        if (captions != null) {
            captions.typed();
        }
    }
}
