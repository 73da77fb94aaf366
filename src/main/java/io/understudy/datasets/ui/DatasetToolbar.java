package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.SnapshotDiff;
import io.understudy.datasets.SnapshotLine;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;

/**
 * Over the pictures: what needs a look, how far the set moved from its last snapshot, and where to go. Made once for a
 * page: what can be clicked stays the same while numbers change.
 */
class DatasetToolbar extends Composite<Div> {
    private final Span look = new Span();
    private final Span snapshotWords = new Span();
    private final Select<PictureFilter> filter = new Select<>();
    private final Button pictures;
    private final Button captions;
    private int toLookAt = -1;

    DatasetToolbar(DatasetDesk desk) {
        snapshotWords.addClassName("secondary-text");
        Div state = new Div(look, snapshotWords);
        state.addClassName("actions");
        filter.setAriaLabel("Show");
        filter.setWidth("9rem");
        filter.setItems(PictureFilter.values());
        filter.setItemLabelGenerator(PictureFilter::label);
        filter.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                desk.show(event.getValue());
            }
        });
        pictures = new Button("Pictures", event -> desk.showWall());
        captions = new Button("Captions", event -> desk.showCaptions());
        Div actions = new Div(pictures, filter, captions, new Button("Snapshots", event -> desk.showSnapshots()));
        actions.addClassName("actions");
        getContent().addClassName("title-row");
        getContent().add(state, actions);
    }

    void show(DatasetReading reading) {
        DatasetOverview overview = reading.overview();
        int open = overview.excludedSmall() + overview.triggerToRepair();
        if (open != toLookAt) {
            toLookAt = open;
            look.removeAll();
            look.add(
                    open == 0
                            ? new StateBadge("nothing needs a look", Tone.GOOD, VaadinIcon.CHECK)
                            : new StateBadge(
                                    open == 1 ? "1 needs a look" : open + " need a look", Tone.INFO, VaadinIcon.EYE));
        }
        SnapshotLine snapshot = reading.snapshot();
        SnapshotDiff since = reading.since();
        if (snapshot == null || since == null) {
            snapshotWords.setText("no snapshot yet; launching a run freezes one");
            snapshotWords.setTitle("");
        } else {
            snapshotWords.setText("snapshot " + snapshot.snapshot().id().brief() + ", "
                    + (since.count() == 0
                            ? "unchanged since"
                            : Formats.plural(since.count(), "change", "changes") + " since"));
            snapshotWords.setTitle(since.inWords());
        }
    }

    void show(PictureFilter shown, boolean captioning) {
        pictures.setVisible(captioning);
        captions.setVisible(!captioning);
        filter.setVisible(!captioning);
        if (filter.getValue() != shown) {
            filter.setValue(shown);
        }
    }
}
