package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;

class StrengthTable extends Div {
    StrengthTable() {
        addClassName("panel");
        DescriptionList bands = new DescriptionList();
        bands.addClassName("facts");
        for (StrengthBand band : StrengthBand.values()) {
            bands.add(
                    new DescriptionList.Term(band.range()),
                    new DescriptionList.Description(band.effect() + ". " + band.useCase()));
        }
        DescriptionList roles = new DescriptionList();
        roles.addClassName("facts");
        for (StackRole role : StackRole.values()) {
            roles.add(
                    new DescriptionList.Term(role.label() + " " + role.usualStrength()),
                    new DescriptionList.Description(role.purpose()));
        }
        Paragraph why = new Paragraph("Strengths add up: each LoRA changes the same weights.");
        why.addClassName("secondary-text");
        add(new H2("What a strength does"), bands, new H2("Usual strengths in a stack"), roles, why);
    }
}
