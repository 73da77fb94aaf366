package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.restore.RestoredSnapshot;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.function.BooleanSupplier;

class SnapshotActions {
    private static final int NAME_LENGTH = 80;

    private final DatasetService datasets;
    private final SnapshotService snapshots;
    private final CharacterSummary character;
    private final Runnable refresh;

    SnapshotActions(DatasetService datasets, SnapshotService snapshots, CharacterSummary character, Runnable refresh) {
        this.datasets = datasets;
        this.snapshots = snapshots;
        this.character = character;
        this.refresh = refresh;
    }

    void freeze() {
        GuideCount count = datasets.guideCount(character.id());
        boolean fewer = count.pictures() > 0 && count.counted() < DatasetTargets.MINIMUM_PICTURES;
        TextField name = name("");
        FormDialog dialog = dialog("Freeze a snapshot");
        dialog.add(new Hint(Formats.plural(count.pictures(), "included picture", "included pictures")
                + ", their captions and their order are kept permanently. The dataset itself can still change."));
        if (fewer) {
            dialog.add(new Paragraph((count.notCounted() == 0 ? "" : count.words() + ". ")
                    + "The guide asks for at least " + DatasetTargets.MINIMUM_PICTURES
                    + " pictures. With fewer, the face tends to look different in each generation."));
        }
        DraftKeeper draft = new DraftKeeper("snapshot/" + character.id().value(), name);
        dialog.add(draft);
        confirm(
                dialog,
                fewer ? "Freeze anyway" : "Freeze snapshot",
                () -> ErrorMessages.guard(name, () -> {
                    SnapshotSummary frozen = snapshots.freeze(character.id(), name.getValue(), fewer);
                    draft.saved();
                    Notifications.done("Snapshot " + frozen.id().brief() + " holds "
                            + Formats.plural(frozen.pictures(), "picture", "pictures") + ".");
                }));
    }

    void rename(SnapshotLine line) {
        TextField name = name(line.name() == null ? "" : line.name());
        FormDialog dialog = dialog("Rename snapshot " + line.snapshot().id().brief());
        DraftKeeper draft =
                new DraftKeeper("snapshot-name/" + line.snapshot().id().hash(), name);
        dialog.add(draft);
        confirm(
                dialog,
                "Rename snapshot",
                () -> ErrorMessages.guard(name, () -> {
                    snapshots.rename(line.snapshot().id(), name.getValue());
                    draft.saved();
                }));
    }

    void export(SnapshotLine line) {
        new ExportOptionsDialog(
                        line.snapshot().id(), snapshots.epoch(line.snapshot().id()))
                .open();
    }

    void restore(SnapshotLine line) {
        SnapshotDiff changes = snapshots.restorePreview(line.snapshot().id());
        FormDialog dialog = dialog("Restore “" + line.title() + "” into the dataset");
        dialog.setWidth("46rem");
        if (changes.count() == 0) {
            dialog.add(new Paragraph("The dataset is the same as this snapshot, so there is nothing to restore."));
            dialog.getFooter().add(new Button("Close", event -> dialog.close()));
            dialog.open();
            return;
        }
        dialog.add(new Hint("The current dataset is frozen first, so that you can go back. Pictures that are not in"
                + " this snapshot stay in the dataset, left out of training."));
        if (!line.snapshot().triggerWord().equals(character.triggerWord())) {
            dialog.add(new Paragraph("Its captions were written for the trigger word “"
                    + line.snapshot().triggerWord() + "”; the character's is “" + character.triggerWord()
                    + "” and stays so. The caption check repairs them with one click."));
        }
        dialog.add(Styled.div("snapshot-difference", new SnapshotDifference(changes)));
        confirm(dialog, "Restore snapshot", () -> ErrorMessages.guard(() -> restored(line)));
    }

    private void restored(SnapshotLine line) {
        RestoredSnapshot done = snapshots.restore(line.snapshot().id());
        SnapshotSummary before = done.before();
        String words = "The dataset is restored to “" + line.title() + "”: "
                + done.changes().inWords() + "."
                + (done.withdrawn() == 0
                        ? ""
                        : " " + Formats.plural(done.withdrawn(), "withdrawn photo stays", "withdrawn photos stay")
                                + " out.")
                + (done.awaiting() == 0
                        ? ""
                        : " " + Formats.plural(done.awaiting(), "picture awaits", "pictures await")
                                + " a second person.");
        if (before == null) {
            Notifications.done(words);
        } else {
            Notifications.undoable(words, () -> {
                ErrorMessages.guard(() -> snapshots.restore(before.id()));
                refresh.run();
            });
        }
    }

    private void confirm(FormDialog dialog, String verb, BooleanSupplier deed) {
        Button button = dialog.confirm(verb, event -> {
            if (deed.getAsBoolean()) {
                dialog.close();
                refresh.run();
            }
        });
        dialog.open();
    }

    private static FormDialog dialog(String title) {
        FormDialog dialog = new FormDialog(title, "30rem");
        return dialog;
    }

    private static TextField name(String value) {
        TextField name = new TextField("Name (optional)");
        name.setMaxLength(NAME_LENGTH);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValue(value);
        return name;
    }
}
