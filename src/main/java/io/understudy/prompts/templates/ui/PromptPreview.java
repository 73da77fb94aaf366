package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.ChoicePicker;
import io.understudy.prompting.language.Filling;
import io.understudy.prompting.language.RenderedPiece;
import io.understudy.prompting.language.TemplateAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class PromptPreview extends Div {
    PromptPreview() {
        addClassName("prompt-preview");
    }

    PromptPreview(List<RenderedPiece> pieces) {
        this();
        show(pieces);
    }

    /** The template as it stands, with the first of each choice. */
    static PromptPreview of(TemplateAnalysis template) {
        return new PromptPreview(template.composition()
                .render(Filling.NOTHING, ChoicePicker.FIRST)
                .pieces());
    }

    void show(List<RenderedPiece> pieces) {
        removeAll();
        List<RenderedPiece> together = new ArrayList<>();
        for (RenderedPiece piece : pieces) {
            if (!together.isEmpty() && !Objects.equals(together.getFirst().slot(), piece.slot())) {
                add(stretch(together));
                together.clear();
            }
            together.add(piece);
        }
        if (!together.isEmpty()) {
            add(stretch(together));
        }
    }

    private static Component stretch(List<RenderedPiece> pieces) {
        PromptSlot slot = pieces.getFirst().slot();
        Span stretch = new Span();
        pieces.forEach(piece -> stretch.add(inside(piece)));
        if (slot == null) {
            return stretch;
        }
        boolean open = pieces.stream().allMatch(piece -> piece.open() && piece.variable() == null);
        stretch.addClassNames("slot", "slot-" + slot.word());
        stretch.setTitle(slot.meaning());
        if (open) {
            stretch.addClassName("slot-open");
        } else {
            stretch.add(Styled.span("slot-name", slot.word()));
        }
        return stretch;
    }

    private static Component inside(RenderedPiece piece) {
        @Nullable String variable = piece.variable();
        Span words = new Span(piece.text());
        if (variable != null) {
            words.addClassName("variable");
            words.setTitle("{" + variable + "}");
            if (piece.open()) {
                words.addClassName("variable-open");
            }
        }
        return words;
    }
}
