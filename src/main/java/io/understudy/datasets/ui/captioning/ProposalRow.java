package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.datasets.captioning.ProposedCaption;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.captions.text.ChosenWords;
import io.understudy.platform.core.Wording;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobUrls;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One picture with its caption and what the model says, whose words are buttons, and the caption that comes of it. */
class ProposalRow extends Composite<Div> {
    private final Div words = Styled.div("difference-words");
    private final TextArea text = new TextArea();
    private final Div actions = Styled.div("actions");
    private final DraftKeeper draft;
    private transient ChosenWords choice;

    ProposalRow(
            ProposedCaption proposal,
            TriggerWord trigger,
            BiConsumer<ProposalRow, String> accept,
            Consumer<ProposalRow> dismiss) {
        String own = proposal.caption();
        boolean empty = own.isEmpty() || Wording.withoutEdges(own).equals(trigger.value());
        choice = ChosenWords.of(own, proposal.proposal(), empty);
        text.setAriaLabel("Caption of " + proposal.fileName());
        text.setWidthFull();
        text.setMaxLength(CaptionText.MAX_LENGTH);
        EagerTextAreas.in(text);
        draft = new DraftKeeper("proposed-caption/" + proposal.picture().value(), text);
        Button take = Buttons.small("Take this caption", event -> accept.accept(this, text.getValue()));
        take.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(text).resetFocusOnActiveElement();
        Button everything = Buttons.inline("Use the model's words only", event -> {
            choice = ChosenWords.of("", proposal.proposal(), true);
            show();
        });
        everything.setVisible(!empty);
        actions.add(take, everything, Buttons.inline("Dismiss", event -> dismiss.accept(this)));
        Span name = Styled.span("secondary-text one-line", proposal.fileName());
        getContent().addClassName("caption-row");
        getContent()
                .add(
                        new LazyImage(BlobUrls.of(proposal.thumbnail()), proposal.fileName()),
                        Styled.div("caption-text", name, words, draft, actions));
        show();
    }

    /** Says what was decided, in place: nothing moves. */
    void setDone(String what) {
        draft.saved();
        text.setReadOnly(true);
        words.setVisible(false);
        actions.removeAll();
        actions.add(Styled.span("secondary-text", what));
    }

    private void show() {
        words.removeAll();
        for (int i = 0; i < choice.pieces().size(); i++) {
            words.add(piece(choice.pieces().get(i), i));
        }
        text.setValue(choice.text());
    }

    private com.vaadin.flow.component.Component piece(ChosenWords.Piece piece, int index) {
        if (piece.isDecided() || piece.text().isBlank()) {
            return new Span(piece.text());
        }
        WordButton button = new WordButton(piece, () -> {
            choice = choice.toggled(index);
            show();
        });
        return button;
    }
}
