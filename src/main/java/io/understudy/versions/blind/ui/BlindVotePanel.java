package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.blind.BlindChoice;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindTurn;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** One pair after the other. */
class BlindVotePanel extends Panel {
    private final Span count = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Paragraph prompt = new Paragraph();
    private final Button back;
    private final BlindStage pictures;
    private int number;

    /**
     * @param onVote receives the number of the pair as well
     * @param open shows another pair
     */
    BlindVotePanel(BlindId comparison, BiConsumer<Integer, BlindChoice> onVote, IntConsumer open) {
        addClassName("blind-panel");
        prompt.addClassName("blind-prompt");
        Runnable previous = () -> {
            if (number > 1) {
                open.accept(number - 1);
            }
        };
        back = Buttons.quiet("Back to the previous pair (Backspace)", click -> previous.run());
        pictures = new BlindStage(comparison, choice -> onVote.accept(number, choice), previous);
        add(
                Styled.div("blind-progress", count, progress, back),
                prompt,
                new Hint("Which picture shows the character better and follows the prompt?"),
                pictures,
                Styled.div(
                        "blind-votes",
                        new Button("← Left is better", click -> onVote.accept(number, BlindChoice.LEFT)),
                        new Button("↓ Tie", click -> onVote.accept(number, BlindChoice.EQUAL)),
                        new Button("Right is better →", click -> onVote.accept(number, BlindChoice.RIGHT))),
                new Hint("Arrow keys vote, Backspace goes back, + − 0 zoom both. You see whose pictures they were after"
                        + " the last pair."));
    }

    void show(BlindTurn turn) {
        number = turn.number();
        prompt.setText(turn.prompt());
        count.setText("Pair %d of %d".formatted(turn.number(), turn.total()));
        progress.setValue((turn.number() - 1) / (double) turn.total());
        back.setEnabled(turn.number() > 1);
        pictures.show(turn.number(), turn.number() == turn.total());
    }

    /** Takes a vote again after one that was not saved. */
    void again() {
        pictures.again();
    }
}
