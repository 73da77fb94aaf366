package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotDiff;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotLine;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.guide.DatasetTargets;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.PictureTile;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.storage.BlobUrls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frozen sets of a character, and what changed between any two of them or since. */
class SnapshotsDialog extends Dialog {
    private final transient DatasetDesk desk;
    private final Div list = new Div();
    private final Select<SnapshotLine> before = new Select<>();
    private final Select<SnapshotLine> after = new Select<>();
    private final Div difference = new Div();

    SnapshotsDialog(DatasetDesk desk) {
        this.desk = desk;
        setHeaderTitle("Snapshots of " + desk.character().name());
        setWidth("52rem");
        list.addClassName("snapshot-list");
        difference.addClassName("snapshot-difference");
        difference.getElement().setAttribute("role", "status");
        before.setLabel("From");
        after.setLabel("To");
        after.setEmptySelectionAllowed(true);
        after.setEmptySelectionCaption("the set as it is now");
        for (Select<SnapshotLine> select : List.of(before, after)) {
            select.setItemLabelGenerator(line -> line == null ? "the set as it is now" : inWords(line));
            select.addValueChangeListener(event -> compare());
        }
        Div choice = new Div(before, after);
        choice.addClassName("replace-fields");
        add(list, choice, difference);
        Button freeze = new Button("Freeze a snapshot", event -> freeze(false));
        getFooter().add(freeze, new Button("Close", event -> close()));
        refresh();
    }

    private void refresh() {
        List<SnapshotLine> lines = desk.datasets().snapshots(character());
        list.removeAll();
        if (lines.isEmpty()) {
            list.add(new Paragraph(
                    "None yet. Launching a run freezes the pictures, captions and their order, so that it is"
                            + " known for good what a LoRA was trained on."));
        }
        for (SnapshotLine line : lines) {
            Div row = new Div(
                    new Span(inWords(line)), new RelativeTime(line.snapshot().createdAt()));
            row.addClassName("title-row");
            list.add(row);
        }
        before.setVisible(!lines.isEmpty());
        after.setVisible(!lines.isEmpty());
        before.setItems(lines);
        after.setItems(lines);
        if (!lines.isEmpty()) {
            before.setValue(lines.getFirst());
        }
        compare();
    }

    private void compare() {
        difference.removeAll();
        SnapshotLine from = before.getValue();
        if (from == null) {
            return;
        }
        SnapshotDiff diff = difference(from.snapshot(), after.getValue());
        Span words = new Span(diff.inWords());
        words.addClassName("panel-title");
        difference.add(words);
        pictures("Added", diff.added());
        pictures("Removed", diff.removed());
        diff.captions()
                .forEach(caption -> difference.add(
                        new CaptionDifference(caption.picture().fileName(), caption.before(), caption.after())));
    }

    private SnapshotDiff difference(SnapshotSummary from, @Nullable SnapshotLine to) {
        return to == null
                ? desk.datasets().changesSince(from.id())
                : desk.datasets().diff(from.id(), to.snapshot().id());
    }

    private void pictures(String title, List<SnapshotEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Div wall = new Div();
        wall.addClassNames("picture-wall", "small");
        for (SnapshotEntry entry : entries) {
            wall.add(new PictureTile(BlobUrls.of(entry.thumbnail()), entry.fileName()).caption(entry.fileName()));
        }
        Component heading = new Span(title);
        heading.addClassName("secondary-text");
        difference.add(heading, wall);
    }

    private void freeze(boolean fewerConfirmed) {
        int included = desk.datasets().includedPictures(character());
        if (included > 0 && included < DatasetTargets.MINIMUM_PICTURES && !fewerConfirmed) {
            confirmFewer(included);
            return;
        }
        Refusals.guard(() -> {
            SnapshotSummary frozen = desk.datasets().freeze(character(), fewerConfirmed);
            Notices.done("Snapshot " + frozen.id().brief() + " holds "
                    + Formats.plural(frozen.pictures(), "picture", "pictures") + ".");
        });
        refresh();
        desk.change(() -> {});
    }

    private void confirmFewer(int included) {
        ConfirmDialog confirm = new ConfirmDialog();
        confirm.setHeader("Only " + Formats.plural(included, "picture", "pictures"));
        confirm.setText("The guide asks for at least " + DatasetTargets.MINIMUM_PICTURES
                + ". With fewer, the face tends to look different in each generation.");
        confirm.setCancelable(true);
        confirm.setConfirmText("Freeze anyway");
        confirm.addConfirmListener(event -> freeze(true));
        confirm.open();
    }

    private CharacterId character() {
        return desk.character().id();
    }

    private static String inWords(SnapshotLine line) {
        return line.snapshot().id().brief() + ", "
                + Formats.plural(line.snapshot().pictures(), "picture", "pictures")
                + (line.runs() == 0 ? "" : ", " + Formats.plural(line.runs(), "run", "runs"));
    }
}
