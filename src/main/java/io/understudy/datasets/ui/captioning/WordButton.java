package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.html.NativeButton;
import io.understudy.datasets.captions.text.ChosenWords;
import io.understudy.platform.text.WordDiff.Kind;

/** Words that are in the caption while it is pressed. */
class WordButton extends NativeButton {
    WordButton(ChosenWords.Piece piece, Runnable toggle) {
        super(piece.text().strip(), event -> toggle.run());
        addClassNames("word-button", piece.kind() == Kind.NEW ? "proposed" : "own");
        getElement().setAttribute("aria-pressed", String.valueOf(piece.chosen()));
        setTitle(piece.kind() == Kind.NEW ? "The model's words" : "Your words, which the model does not use");
    }
}
