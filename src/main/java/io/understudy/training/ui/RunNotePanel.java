package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EditConflictDialog;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
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
    private transient RunNote known;
    private boolean takingBack;

    RunNotePanel(RunNoteService notes, RunId run) {
        super("Tags and note");
        this.notes = notes;
        this.run = run;
        known = notes.note(run);
        text.setMaxLength(RunNoteService.LENGTH);
        text.setPlaceholder("What this run tried, and what it showed");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setWidthFull();
        text.addValueChangeListener(event -> describe());
        save.addClickListener(event -> ErrorMessages.guard(text, () -> save(known, text.getValue())));
        draft = new DraftKeeper("run-note/" + run, text);
        add(tags(), draft, save);
        show(known);
    }

    private MultiSelectComboBox<String> tags() {
        MultiSelectComboBox<String> tags = new MultiSelectComboBox<>("Tags");
        Set<String> items = new LinkedHashSet<>(notes.knownTags());
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
            if (!takingBack && !ErrorMessages.guard(tags, () -> change(event.getOldValue(), event.getValue()))) {
                takingBack = true;
                tags.setValue(notes.tags(run));
                takingBack = false;
            }
        });
        return tags;
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
                                + Formats.exact(Objects.requireNonNull(note.changedAt())));
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
                                + Formats.exact(Objects.requireNonNull(theirs.changedAt())) + ".",
                        List.of(new EditConflictDialog.Part("note", "Note", known.text(), mine, theirs.text())),
                        values -> ErrorMessages.guard(text, () -> save(theirs, values.getOrDefault("note", mine))),
                        () -> {
                            draft.saved();
                            show(theirs);
                        })
                .open();
    }
}
