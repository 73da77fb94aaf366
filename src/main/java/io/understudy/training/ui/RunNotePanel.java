package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EditConflictDialog;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunId;
import io.understudy.training.notes.RunNote;
import io.understudy.training.notes.RunNoteService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

class RunNotePanel extends Panel {
    private final transient RunNoteService notes;
    private final transient RunId run;
    private final TextArea text = new TextArea("Note");
    private final Button save = new Button("Save note");
    private final DraftKeeper draft;
    private final MultiSelectComboBox<String> tags = new MultiSelectComboBox<>("Tags");
    private final Set<String> items;
    private transient RunNote known;
    private boolean inNote;
    private boolean following;

    RunNotePanel(RunNoteService notes, LiveValue<Long> changes, RunId run) {
        super("Tags and note");
        this.notes = notes;
        this.run = run;
        known = notes.note(run);
        items = new LinkedHashSet<>(notes.knownTags());
        text.setMaxLength(RunNoteService.LENGTH);
        text.setPlaceholder("What this run tried, and what it showed");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setWidthFull();
        text.addValueChangeListener(event -> describe());
        save.addClickListener(event -> ErrorMessages.guard(text, () -> save(known, text.getValue())));
        draft = new DraftKeeper("run-note/" + run, text);
        text.addFocusListener(event -> inNote = true);
        text.addBlurListener(event -> {
            inNote = false;
            follow();
        });
        prepareTags();
        add(tags, draft, save);
        show(known);
        LiveUpdate.refresh(this, changes, this::follow);
    }

    private void prepareTags() {
        tags.setItems(items);
        tags.setValue(notes.tags(run));
        tags.setAllowCustomValue(true);
        tags.setWidthFull();
        tags.setHelperText("Type a new one and press Enter");
        tags.addCustomValueSetListener(event -> {
            Set<String> chosen = new LinkedHashSet<>(tags.getValue());
            String tag = RunNoteService.tagName(event.getDetail());
            chosen.add(tag);
            items.add(tag);
            tags.setItems(items);
            tags.setValue(chosen);
        });
        tags.addValueChangeListener(event -> {
            if (!following && !ErrorMessages.guard(tags, () -> change(event.getOldValue(), event.getValue()))) {
                showTags();
            }
        });
    }

    /** What someone else wrote is shown at once, except over words that are being written here. */
    private void follow() {
        showTags();
        RunNote now = notes.note(run);
        if (now.revision() == known.revision()) {
            return;
        }
        if (inNote || !text.getValue().strip().equals(known.text())) {
            text.setHelperText(now.changedBy() + " changed this note. Yours is not lost: saving shows both.");
        } else {
            show(now);
        }
    }

    private void showTags() {
        Set<String> now = new LinkedHashSet<>(notes.tags(run));
        if (!now.equals(tags.getValue())) {
            following = true;
            if (items.addAll(now)) {
                tags.setItems(items);
            }
            tags.setValue(now);
            following = false;
        }
    }

    private void change(Set<String> before, Set<String> after) {
        after.stream().filter(tag -> !before.contains(tag)).forEach(tag -> notes.tag(run, tag));
        before.stream().filter(tag -> !after.contains(tag)).forEach(tag -> notes.removeTag(run, tag));
    }

    private void show(RunNote note) {
        known = note;
        text.setValue(note.text());
        text.setHelperText(
                note.changedAt() == null
                        ? ""
                        : "Last changed by " + note.changedBy() + ", "
                                + BrowserTime.exact(Objects.requireNonNull(note.changedAt())));
        describe();
    }

    private void describe() {
        save.setEnabled(!text.getValue().strip().equals(known.text()));
    }

    private void save(RunNote before, String mine) {
        try {
            notes.write(run, before.revision(), mine);
            draft.saved();
            show(notes.note(run));
            Notifications.done("Note saved");
        } catch (DomainException.Conflict stale) {
            decide(mine, notes.note(run));
        }
    }

    private void decide(String mine, RunNote theirs) {
        new EditConflictDialog(
                        theirs.changedBy() + " saved this note at "
                                + BrowserTime.exact(Objects.requireNonNull(theirs.changedAt())) + ".",
                        List.of(new EditConflictDialog.Part("note", "Note", known.text(), mine, theirs.text())),
                        values -> ErrorMessages.guard(text, () -> save(theirs, values.getOrDefault("note", mine))),
                        () -> {
                            draft.saved();
                            show(theirs);
                        })
                .open();
    }
}
