package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.text.WordDiff;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import java.util.Optional;
import java.util.function.Consumer;

class CaptionMergeDialog extends FormDialog {
    /**
     * @param draftKey names the picture, for a merged text that is typed and not saved
     * @param base the caption that both started from
     * @param save gets the merged text
     */
    CaptionMergeDialog(String draftKey, String base, String mine, String theirs, Consumer<String> save) {
        super("Merge two captions", "46rem");
        Optional<String> merged = WordDiff.merged(base, mine, theirs);
        Optional<String> added = added(base, mine, theirs);
        TextArea text = new TextArea("Merged");
        text.setWidthFull();
        text.setValue(merged.or(() -> added).orElse(mine));
        text.setAutofocus(true);
        Paragraph how = new Hint(
                merged.isPresent()
                        ? "The changes do not touch each other, so both are in the text below."
                        : added.isPresent()
                                ? "Both added words at the end: theirs come before yours in the text below."
                                : "Both changed the same words: the text below is yours, to be completed from theirs.");
        DraftKeeper draft = new DraftKeeper(draftKey, text);
        add(side("They changed", base, theirs), side("You changed", base, mine), how, draft);
        confirm("Save merged", event -> {
            draft.saved();
            close();
            save.accept(text.getValue());
        });
    }

    /** Both when each only added words behind what was there: most often that is how captions grow. */
    private static Optional<String> added(String base, String mine, String theirs) {
        return !base.isBlank() && mine.startsWith(base) && theirs.startsWith(base)
                ? Optional.of(theirs + mine.substring(base.length()))
                : Optional.empty();
    }

    private static Component side(String title, String base, String now) {
        Div words = CaptionDifference.words(base, now);
        return new Div(new H3(title), words);
    }
}
