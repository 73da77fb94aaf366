package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.html.H2;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;

class StrengthTable extends Panel {
    StrengthTable() {
        super("What a strength does");
        Facts bands = new Facts();
        for (StrengthBand band : StrengthBand.values()) {
            bands.fact(band.range(), band.effect() + ". " + band.useCase());
        }
        Facts roles = new Facts();
        for (StackRole role : StackRole.values()) {
            roles.fact(role.label() + " " + role.usualStrength(), role.purpose());
        }
        add(
                bands,
                new H2("Usual strengths in a stack"),
                roles,
                new Hint("Strengths add up: each LoRA changes the same weights."));
    }
}
