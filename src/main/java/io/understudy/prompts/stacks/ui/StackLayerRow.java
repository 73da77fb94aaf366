package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.guide.StackRole;
import io.understudy.guide.StrengthBand;
import io.understudy.prompts.stacks.StackPlan;
import java.util.function.Consumer;

/** One LoRA of the stack: what it is for, how strong, and what that strength does. */
class StackLayerRow extends Div {
    private final Select<StackRole> role = new Select<>();
    private final NumberField strength = new NumberField();
    private final Span band = new Span();

    StackLayerRow(StackPlan.Layer layer, Runnable changed, Consumer<StackLayerRow> remove) {
        addClassName("stack-row");
        role.setAriaLabel("What this LoRA is for");
        role.setItems(StackRole.values());
        role.setItemLabelGenerator(StackRole::label);
        role.setValue(layer.role());
        role.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                strength.setValue(event.getValue().usualStrength());
            }
            changed.run();
        });
        strength.setAriaLabel("Strength");
        strength.setMin(0);
        strength.setMax(StackPlan.MAX_STRENGTH);
        strength.setStep(0.05);
        strength.setStepButtonsVisible(true);
        strength.setValueChangeMode(ValueChangeMode.LAZY);
        strength.setValue(layer.strength());
        strength.addValueChangeListener(event -> {
            describe();
            changed.run();
        });
        band.addClassName("secondary-text");
        Button drop = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> remove.accept(this));
        drop.addThemeVariants(ButtonVariant.TERTIARY);
        drop.setAriaLabel("Remove this LoRA");
        drop.setTooltipText("Remove this LoRA");
        describe();
        add(role, strength, band, drop);
    }

    private void describe() {
        StrengthBand found = StrengthBand.of(layer().strength());
        band.setText(found.range() + ": " + found.effect() + ". " + found.useCase() + ".");
    }

    StackPlan.Layer layer() {
        Double value = strength.getValue();
        return new StackPlan.Layer(role.getValue(), value == null ? 0 : value);
    }
}
