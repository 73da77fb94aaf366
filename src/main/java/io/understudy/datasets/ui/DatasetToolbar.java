package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;

/**
 * Over the pictures: what needs a look, how far the dataset moved from its last snapshot, and where to go. Made once
 * for a page: what can be clicked stays the same while numbers change.
 */
class DatasetToolbar extends Composite<Div> {
    private final Span look = new Span();
    private final Span snapshotWords = Hint.inline();
    private final Select<PictureFilter> filter = new Select<>();
    private final WallQueryButton wall;
    private final Button pictures;
    private final Button captions;
    private String said = "";

    DatasetToolbar(DatasetPageModel model) {
        Div state = Styled.div("actions", look, snapshotWords);
        filter.setAriaLabel("Show");
        filter.setWidth("12rem");
        filter.setItems(PictureFilter.values());
        filter.setItemLabelGenerator(PictureFilter::label);
        wall = new WallQueryButton(model);
        filter.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                model.show(wall.query().with(event.getValue()), 0);
            }
        });
        pictures = new Button("Pictures", event -> model.showWall());
        captions = new Button("Captions", event -> model.showCaptions());
        Div actions = Styled.div(
                "actions", pictures, filter, wall, captions, new Button("Snapshots", event -> model.showSnapshots()));
        getContent().addClassName("title-row");
        getContent().add(state, actions);
    }

    void show(DatasetPageData reading) {
        DatasetOverview overview = reading.overview();
        show(
                overview.pictures(),
                overview.excludedSmall() + overview.triggerToRepair(),
                reading.measures().toLookAt().size());
        SnapshotLine snapshot = reading.snapshot();
        SnapshotDiff since = reading.since();
        if (snapshot == null || since == null) {
            snapshotWords.setText("No snapshot yet: launching a run freezes one");
            snapshotWords.setTitle("");
        } else {
            snapshotWords.setText("Snapshot " + snapshot.snapshot().id().brief() + ", "
                    + (since.count() == 0
                            ? "unchanged since"
                            : Formats.plural(since.count(), "change", "changes") + " since"));
            snapshotWords.setTitle(since.inWords());
        }
    }

    /** What waits for a person comes before what is only advice; an empty dataset says neither. */
    private void show(int pictures, int open, int advised) {
        String words = open > 0
                ? (open == 1 ? "1 needs a look" : open + " need a look")
                : advised > 0
                        ? Formats.plural(advised, "picture with advice", "pictures with advice")
                        : "nothing needs a look";
        look.setVisible(pictures > 0);
        if (!words.equals(said)) {
            said = words;
            look.removeAll();
            look.add(
                    open + advised == 0
                            ? new StateBadge(words, BadgeTone.GOOD, VaadinIcon.CHECK)
                            : new StateBadge(words, BadgeTone.INFO, VaadinIcon.EYE));
        }
    }

    void show(WallQuery shown, boolean captioning) {
        pictures.setVisible(captioning);
        captions.setVisible(!captioning);
        filter.setVisible(!captioning);
        wall.setVisible(!captioning);
        wall.show(shown);
        if (filter.getValue() != shown.filter()) {
            filter.setValue(shown.filter());
        }
    }
}
