package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.restore.RestoredSnapshot;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompting.guide.DatasetTargets;

class SnapshotActions {
    private static final int NAME_LENGTH = 80;

    private final SnapshotServices services;
    private final CharacterSummary character;
    private final Runnable refresh;

    SnapshotActions(SnapshotServices services, CharacterSummary character, Runnable refresh) {
        this.services = services;
        this.character = character;
        this.refresh = refresh;
    }

    void freeze() {
        GuideCount count = services.datasets().guideCount(character.id());
        boolean fewer = count.pictures() > 0 && count.counted() < DatasetTargets.MINIMUM_PICTURES;
        TextField name = name("");
        Dialog dialog = dialog("Freeze a snapshot");
        dialog.add(new Paragraph(Formats.plural(count.pictures(), "included picture", "included pictures")
                + ", their captions and their order are kept permanently. The dataset itself can still change."));
        if (fewer) {
            dialog.add(new Paragraph((count.notCounted() == 0 ? "" : count.words() + ". ")
                    + "The guide asks for at least " + DatasetTargets.MINIMUM_PICTURES
                    + " pictures. With fewer, the face tends to look different in each generation."));
        }
        dialog.add(name);
        confirm(
                dialog,
                fewer ? "Freeze anyway" : "Freeze snapshot",
                () -> ErrorMessages.guard(name, () -> {
                    SnapshotSummary frozen = services.snapshots().freeze(character.id(), name.getValue(), fewer);
                    Notifications.done("Snapshot " + frozen.id().brief() + " holds "
                            + Formats.plural(frozen.pictures(), "picture", "pictures") + ".");
                }));
    }

    void rename(SnapshotLine line) {
        TextField name = name(line.name() == null ? "" : line.name());
        Dialog dialog = dialog("Rename snapshot " + line.snapshot().id().brief());
        dialog.add(name);
        confirm(
                dialog,
                "Rename snapshot",
                () -> ErrorMessages.guard(
                        name, () -> services.snapshots().rename(line.snapshot().id(), name.getValue())));
    }

    void restore(SnapshotLine line) {
        SnapshotDiff changes =
                services.snapshots().restorePreview(line.snapshot().id());
        Dialog dialog = dialog("Restore “" + line.title() + "” into the dataset");
        dialog.setWidth("46rem");
        if (changes.count() == 0) {
            dialog.add(new Paragraph("The dataset is the same as this snapshot, so there is nothing to restore."));
            dialog.getFooter().add(new Button("Close", event -> dialog.close()));
            dialog.open();
            return;
        }
        dialog.add(
                new Paragraph("The current dataset is frozen first, so that you can go back. Pictures that are not in"
                        + " this snapshot stay in the dataset, left out of training."));
        if (!line.snapshot().triggerWord().equals(character.triggerWord())) {
            dialog.add(new Paragraph("Its captions were written for the trigger word “"
                    + line.snapshot().triggerWord() + "”; the character's is “" + character.triggerWord()
                    + "” and stays so. The caption check repairs them with one click."));
        }
        Div difference = new Div(new SnapshotDifference(changes));
        difference.addClassName("snapshot-difference");
        dialog.add(difference);
        confirm(dialog, "Restore snapshot", () -> ErrorMessages.guard(() -> restored(line)));
    }

    private void restored(SnapshotLine line) {
        RestoredSnapshot done = services.snapshots().restore(line.snapshot().id());
        SnapshotSummary before = done.before();
        String words = "The dataset is restored to “" + line.title() + "”: "
                + done.changes().inWords() + "."
                + (done.withdrawn() == 0
                        ? ""
                        : " " + Formats.plural(done.withdrawn(), "withdrawn photo stays", "withdrawn photos stay")
                                + " out.");
        if (before == null) {
            Notifications.done(words);
        } else {
            Notifications.undoable(words, () -> {
                ErrorMessages.guard(() -> services.snapshots().restore(before.id()));
                refresh.run();
            });
        }
    }

    private interface Deed {
        boolean done();
    }

    private void confirm(Dialog dialog, String verb, Deed deed) {
        Button button = new Button(verb, event -> {
            if (deed.done()) {
                dialog.close();
                refresh.run();
            }
        });
        button.addThemeVariants(ButtonVariant.PRIMARY);
        dialog.getFooter().add(new Button("Cancel", event -> dialog.close()), button);
        dialog.open();
    }

    private static Dialog dialog(String title) {
        Dialog dialog = new Dialog(title);
        dialog.setWidth("30rem");
        return dialog;
    }

    private static TextField name(String value) {
        TextField name = new TextField("Name");
        name.setPlaceholder("none");
        name.setMaxLength(NAME_LENGTH);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValue(value);
        return name;
    }
}
