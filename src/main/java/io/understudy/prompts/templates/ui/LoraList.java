package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.ui.AdviceText;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackBudget;
import io.understudy.prompts.templates.filling.FilledLora;
import io.understudy.prompts.templates.filling.FilledTemplate;

class LoraList extends Div {
    LoraList() {
        addClassName("lora-lines");
    }

    void show(FilledTemplate filled) {
        removeAll();
        filled.loras().forEach(lora -> add(line(lora)));
        if (filled.refusal() != null) {
            AdviceText why = new AdviceText();
            why.show(Advice.refused(filled.refusal()));
            add(why);
        } else if (filled.loras().size() > 1) {
            AdviceText total = new AdviceText();
            total.show(StackBudget.judge(Strength.sum(
                    filled.loras().stream().map(FilledLora::strength).toList())));
            add(total);
        }
        filled.notes().forEach(note -> {
            add(new Hint(note));
        });
    }

    private static Div line(FilledLora lora) {
        Span name = Styled.span(
                "one-line", lora.role().label() + ": " + (lora.name().isEmpty() ? "no file named" : lora.name()));
        Span strength = Styled.span("number", "at " + lora.strength());
        AdviceText advice = new AdviceText();
        advice.show(lora.advice());
        Div line = Styled.div("lora-line", name, strength);
        if (!lora.usable()) {
            line.add(unusable());
        }
        return new Div(line, advice);
    }

    static StateBadge unusable() {
        return new StateBadge("not usable", BadgeTone.BAD, VaadinIcon.BAN);
    }
}
