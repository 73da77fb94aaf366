package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionVerdict;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An example before and now, and what reviewers say about it; what is being written stays when others change something. */
class VerdictRow extends Div {
    /** Both answer whether it was saved. */
    record Judge(BiPredicate<RegressionVerdict, String> judge, Predicate<String> note) {}

    private final transient @Nullable Judge judge;
    private final String words;
    private final Map<RegressionVerdict, Button> buttons = new EnumMap<>(RegressionVerdict.class);
    private final Div pictures = Styled.div("verdict-pictures");
    private final Span problem = new Span();
    private final TextField note = new TextField();
    private final DraftKeeper draft;
    private final Span state = Hint.inline();
    private transient Pair shown;

    /** What the field began with. */
    private String known;

    private boolean inNote;

    /** @param draftKey of the note, unique in the product */
    VerdictRow(Pair pair, String draftKey, @Nullable Judge judge) {
        this.judge = judge;
        this.shown = pair;
        this.known = pair.note();
        addClassName("verdict-row");
        words = pair.example().prompt() + ", seed " + pair.example().seed();
        Div choice = Styled.div("actions");
        for (RegressionVerdict each : RegressionVerdict.values()) {
            Button button = new Button(each.label(), click -> give(each));
            button.setAriaLabel(each.label() + ": " + words);
            buttons.put(each, button);
            choice.add(button);
        }
        note.setPlaceholder("Note");
        note.setAriaLabel("Note on " + words);
        note.setMaxLength(RegressionService.MAX_NOTE);
        note.setValue(pair.note());
        note.setWidthFull();
        note.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                write(event.getValue());
            }
        });
        note.addFocusListener(event -> inNote = true);
        note.addBlurListener(event -> {
            inNote = false;
            showNote();
        });
        draft = new DraftKeeper(draftKey, note);
        state.getElement().setAttribute("role", "status");
        Div about = Styled.div(
                "verdict-words",
                new Span(pair.example().templateName()),
                new Span(words),
                problem,
                choice,
                draft,
                state);
        add(pictures, about);
        showPictures();
        showVerdict();
    }

    void show(Pair now) {
        Pair before = shown;
        shown = now;
        if (!Objects.equals(now.now(), before.now()) || !Objects.equals(now.problem(), before.problem())) {
            showPictures();
        }
        if (now.verdict() != before.verdict() || !Objects.equals(now.judgedAt(), before.judgedAt())) {
            showVerdict();
        }
        if (!now.note().equals(before.note())) {
            showNote();
        }
    }

    private void showPictures() {
        pictures.removeAll();
        pictures.add(
                tile(shown.example().picture(), "Before: " + words, "before"),
                tile(shown.now(), "Now: " + words, shown.now() == null ? "not generated yet" : "now"));
        String reason = shown.problem();
        problem.setText(reason == null ? "" : "Not generated again: " + reason);
        problem.setVisible(reason != null);
        boolean open = judge != null && shown.now() != null;
        buttons.values().forEach(button -> button.setEnabled(open));
        note.setEnabled(open);
    }

    private static PictureTile tile(@Nullable BlobHash picture, String alternative, String caption) {
        return new PictureTile(picture == null ? null : BlobUrls.of(picture), alternative).caption(caption);
    }

    private void showVerdict() {
        buttons.forEach((each, button) ->
                button.getElement().setAttribute("aria-pressed", String.valueOf(each == shown.verdict())));
        state.setText(shown.judgedBy() == null ? "" : "judged by " + shown.judgedBy());
    }

    /** What someone else wrote is shown at once, except over words that are being written here. */
    private void showNote() {
        String now = shown.note();
        String mine = note.getValue().strip();
        if (!mine.equals(now) && (inNote || !mine.equals(known))) {
            note.setHelperText("Changed meanwhile to “" + now + "”. Your text replaces it once it is saved.");
            return;
        }
        known = now;
        note.setHelperText("");
        if (!mine.equals(now)) {
            note.setValue(now);
        }
    }

    private void write(String typed) {
        if (judge != null && judge.note().test(typed)) {
            draft.saved(typed);
            state.setText("note kept");
        }
    }

    private void give(RegressionVerdict given) {
        String typed = note.getValue();
        if (judge != null && judge.judge().test(given, typed)) {
            draft.saved(typed);
            state.setText("judged by you");
        }
    }
}
