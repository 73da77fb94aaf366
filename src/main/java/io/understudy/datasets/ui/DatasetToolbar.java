package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
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
import java.util.List;

/** Over the pictures: what needs a look, how far the set moved from its last snapshot, and where to go. */
class DatasetToolbar extends Composite<Div> {
    DatasetToolbar(DatasetDesk desk, PictureFilter filter, boolean captioning) {
        DatasetOverview overview = desk.datasets().overview(desk.character().id());
        Div state = new Div(look(overview), snapshotWords(desk));
        state.addClassName("actions");
        Div actions = new Div();
        actions.addClassName("actions");
        if (captioning) {
            actions.add(new Button("Pictures", event -> desk.showWall()));
        } else {
            actions.add(filterSelect(desk, filter));
            actions.add(new Button("Captions", event -> desk.showCaptions()));
        }
        actions.add(new Button("Snapshots", event -> desk.showSnapshots()));
        getContent().addClassName("title-row");
        getContent().add(state, actions);
    }

    private static Component look(DatasetOverview overview) {
        int open = overview.excludedSmall() + overview.triggerToRepair();
        return open == 0
                ? new StateBadge("nothing needs a look", Tone.GOOD, VaadinIcon.CHECK)
                : new StateBadge(open == 1 ? "1 needs a look" : open + " need a look", Tone.INFO, VaadinIcon.EYE);
    }

    private static Component snapshotWords(DatasetDesk desk) {
        List<SnapshotLine> snapshots =
                desk.datasets().snapshots(desk.character().id());
        Span words = new Span();
        words.addClassName("secondary-text");
        if (snapshots.isEmpty()) {
            words.setText("no snapshot yet; launching a run freezes one");
            return words;
        }
        SnapshotDiff since =
                desk.datasets().changesSince(snapshots.getFirst().snapshot().id());
        words.setText("snapshot " + snapshots.getFirst().snapshot().id().brief() + ", "
                + (since.count() == 0
                        ? "unchanged since"
                        : Formats.plural(since.count(), "change", "changes") + " since"));
        words.setTitle(since.inWords());
        return words;
    }

    private static Component filterSelect(DatasetDesk desk, PictureFilter filter) {
        Select<PictureFilter> select = new Select<>();
        select.setAriaLabel("Show");
        select.setWidth("9rem");
        select.setItems(PictureFilter.values());
        select.setItemLabelGenerator(PictureFilter::label);
        select.setValue(filter);
        select.addValueChangeListener(event -> desk.show(event.getValue()));
        return select;
    }
}
