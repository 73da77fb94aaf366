package io.understudy.comparison.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.comparison.ComparisonNote;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.RelativeTime;
import java.util.List;
import java.util.function.Supplier;

class NotesPanel extends Div {
    private final transient ComparisonNoteService notes;
    private final transient List<Long> runs;
    private final Div lines = new Div();

    NotesPanel(ComparisonNoteService notes, List<Long> runs, Supplier<String> path) {
        this.notes = notes;
        this.runs = runs;
        addClassName("panel");
        TextArea words = new TextArea();
        words.setAriaLabel("Note on this comparison");
        words.setPlaceholder("What these runs show, for the next person who compares them");
        words.setMaxLength(4000);
        words.setWidthFull();
        DraftKeeper draft = new DraftKeeper("comparison-note/" + runs, words);
        Button write = new Button("Add note");
        // A double click is one note.
        write.setDisableOnClick(true);
        write.addClickListener(event -> {
            if (ErrorMessages.guard(words, () -> notes.write(runs, words.getValue(), path.get()))) {
                words.clear();
                draft.saved();
                fill();
            }
            write.setEnabled(true);
        });
        add(new H2("Notes"), lines, draft, write);
        fill();
    }

    private void fill() {
        lines.removeAll();
        notes.of(runs).forEach(note -> lines.add(line(note)));
    }

    private Div line(ComparisonNote note) {
        Div head = new Div(new Span(note.authorName()), new RelativeTime(note.writtenAt()));
        head.addClassNames("actions", "secondary-text");
        head.add(new Anchor(note.viewPath(), "as it was seen"));
        if (note.mine()) {
            Button delete = new Button(
                    "Delete",
                    event -> ErrorMessages.guard(() -> {
                        notes.delete(note.id());
                        fill();
                        Notifications.undoable(
                                "The note is deleted",
                                () -> ErrorMessages.guard(() -> {
                                    notes.write(runs, note.words(), note.viewPath());
                                    fill();
                                }));
                    }));
            delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            head.add(delete);
        }
        Div line = new Div(head, new Span(note.words()));
        line.addClassName("comparison-note");
        return line;
    }
}
