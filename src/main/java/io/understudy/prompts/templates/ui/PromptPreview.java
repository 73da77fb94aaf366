package io.understudy.prompts.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.guide.PromptSlot;
import io.understudy.prompts.PromptPart;
import java.util.List;

/** A template with its slots marked: by colour, and by brackets or a small name for those who do not see it. */
class PromptPreview extends Div {
    PromptPreview() {
        addClassName("prompt-preview");
    }

    PromptPreview(List<PromptPart> parts) {
        this();
        show(parts);
    }

    void show(List<PromptPart> parts) {
        removeAll();
        parts.forEach(part -> add(
                switch (part) {
                    case PromptPart.Words(String text) -> new Span(text);
                    case PromptPart.Open(PromptSlot slot) -> open(slot);
                    case PromptPart.Filled(PromptSlot slot, String text) -> filled(slot, text);
                }));
    }

    private static Span open(PromptSlot slot) {
        Span mark = new Span(slot.token());
        mark.addClassNames("slot", "slot-open", "slot-" + slot.word());
        mark.setTitle(slot.meaning());
        return mark;
    }

    private static Span filled(PromptSlot slot, String text) {
        Span name = new Span(slot.word());
        name.addClassName("slot-name");
        Span mark = new Span(new Span(text), name);
        mark.addClassNames("slot", "slot-" + slot.word());
        return mark;
    }
}
