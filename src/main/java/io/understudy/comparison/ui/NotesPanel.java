package io.understudy.comparison.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.comparison.ComparisonNote;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.Supplier;

class NotesPanel extends Panel {
    private final transient ComparisonNoteService notes;
    private final transient List<Long> runs;
    private final Div lines = new Div();

    NotesPanel(ComparisonNoteService notes, List<Long> runs, Supplier<String> path) {
        super("Notes");
        this.notes = notes;
        this.runs = runs;
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
        add(lines, draft, write);
        fill();
    }

    private void fill() {
        lines.removeAll();
        notes.of(runs).forEach(note -> lines.add(line(note)));
    }

    private Div line(ComparisonNote note) {
        Div head =
                Styled.div("actions secondary-text", new Span(note.authorName()), new RelativeTime(note.writtenAt()));
        head.add(new Anchor(note.viewPath(), "as it was seen"));
        if (note.mine()) {
            Button delete = Buttons.inline(
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
            head.add(delete);
        }
        return Styled.div("comparison-note", head, new Span(note.words()));
    }
}
