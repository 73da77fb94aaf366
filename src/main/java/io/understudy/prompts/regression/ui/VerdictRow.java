package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
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
import org.jspecify.annotations.Nullable;

class VerdictRow extends Div {
    interface Judge {
        boolean judge(RegressionVerdict verdict, String note);

        boolean note(String words);
    }

    private final transient @Nullable Judge judge;
    private final Map<RegressionVerdict, Button> buttons = new EnumMap<>(RegressionVerdict.class);
    private final TextField note = new TextField();
    private final Span state = Hint.inline();
    private @Nullable RegressionVerdict verdict;

    VerdictRow(Pair pair, @Nullable Judge judge) {
        this.judge = judge;
        this.verdict = pair.verdict();
        addClassName("verdict-row");
        String words = pair.example().prompt() + ", seed " + pair.example().seed();
        Div pictures = Styled.div(
                "verdict-pictures",
                tile(pair.example().picture(), "Before: " + words, "before"),
                tile(pair.now(), "Now: " + words, pair.now() == null ? "not generated yet" : "now"));
        Div about = Styled.div("verdict-words", new Span(pair.example().templateName()), new Span(words));
        String problem = pair.problem();
        if (problem != null) {
            about.add(new Span("Not generated again: " + problem));
        }
        Div choice = Styled.div("actions");
        for (RegressionVerdict each : RegressionVerdict.values()) {
            Button button = new Button(each.label(), click -> give(each));
            button.setEnabled(judge != null && pair.now() != null);
            button.setAriaLabel(each.label() + ": " + words);
            buttons.put(each, button);
            choice.add(button);
        }
        note.setPlaceholder("Note");
        note.setAriaLabel("Note on " + words);
        note.setMaxLength(RegressionService.MAX_NOTE);
        note.setValue(pair.note());
        note.setEnabled(judge != null && pair.now() != null);
        note.setWidthFull();
        note.addValueChangeListener(event -> {
            if (event.isFromClient() && judge != null && judge.note(event.getValue())) {
                state.setText("note kept");
            }
        });
        state.getElement().setAttribute("role", "status");
        state.setText(pair.judgedBy() == null ? "" : "judged by " + pair.judgedBy());
        about.add(choice, note, state);
        mark();
        add(pictures, about);
    }

    private static PictureTile tile(@Nullable BlobHash picture, String alternative, String caption) {
        return new PictureTile(picture == null ? null : BlobUrls.of(picture), alternative).caption(caption);
    }

    private void give(RegressionVerdict given) {
        if (judge != null && judge.judge(given, note.getValue())) {
            verdict = given;
            state.setText("judged by you");
            mark();
        }
    }

    private void mark() {
        buttons.forEach(
                (each, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(each == verdict)));
    }
}
