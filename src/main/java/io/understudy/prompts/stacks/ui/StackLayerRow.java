package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.characters.ui.AdviceText;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.versions.ui.StrengthField;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

class StackLayerRow extends Div {
    private final Select<StackRole> role = new Select<>();
    private final ComboBox<StackableLora> lora = new ComboBox<>();
    private final StrengthField strength = new StrengthField("");
    private final BandBadge band = new BandBadge();
    private final Span words = Hint.inline();
    private final Div remarks = Styled.div("stack-remarks");
    private final transient StackableLoraService shelf;
    private final transient Runnable changed;

    StackLayerRow(
            StackableLoraService shelf,
            StackPlan.Layer layer,
            @Nullable StackableLora chosen,
            Runnable changed,
            Consumer<StackLayerRow> remove) {
        this.shelf = shelf;
        this.changed = changed;
        addClassName("stack-row");
        role.setAriaLabel("What this LoRA is for");
        role.setItems(StackRole.values());
        role.setItemLabelGenerator(StackRole::label);
        role.setValue(layer.role());
        role.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                lora.clear();
                lora.getLazyDataView().refreshAll();
                strength.setStrength(event.getValue().usualStrength());
                changed.run();
            }
        });
        offerLoras(chosen);
        strength.setAriaLabel("Strength");
        strength.setValueChangeMode(ValueChangeMode.LAZY);
        strength.setStrength(layer.strength());
        strength.addValueChangeListener(event -> {
            describe();
            changed.run();
        });
        IconButton drop = new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this LoRA", () -> remove.accept(this));
        describe();
        add(role, lora, strength, band, drop, words, remarks);
    }

    private void offerLoras(@Nullable StackableLora chosen) {
        lora.setAriaLabel("Which LoRA");
        lora.setPlaceholder("Choose a LoRA");
        lora.setClearButtonVisible(true);
        lora.setItems(
                query -> shelf
                        .find(
                                role.getValue(),
                                query.getFilter().orElse(""),
                                PageRequest.of(query.getPage(), query.getPageSize()))
                        .stream(),
                query -> (int) shelf.find(role.getValue(), query.getFilter().orElse(""), PageRequest.of(0, 1))
                        .getTotalElements());
        lora.setItemLabelGenerator(StackableLora::marked);
        if (chosen != null) {
            lora.setValue(chosen);
        }
        lora.addValueChangeListener(event -> {
            StackableLora value = event.getValue();
            if (event.isFromClient() && value != null) {
                strength.setStrength(value.usualStrength());
            }
            describe();
            changed.run();
        });
    }

    private void describe() {
        Strength now = layer().strength();
        band.show(now);
        StrengthBand found = StrengthBand.of(now);
        StackableLora chosen = lora.getValue();
        String trigger = chosen == null || chosen.triggerWord().isEmpty()
                ? ""
                : " The prompt says “" + chosen.triggerWord() + "”.";
        String window = chosen == null || chosen.window() == null
                ? ""
                : " Recommended: " + chosen.window().inWords() + ".";
        words.setText(found.range() + ": " + found.useCase().toLowerCase(Locale.ROOT) + "." + window + trigger);
    }

    void show(List<StackRemark> about) {
        remarks.removeAll();
        for (StackRemark remark : about) {
            AdviceText text = new AdviceText();
            text.show(remark.advice());
            remarks.add(text);
            StackableLora.Replacement instead = remark.instead();
            if (instead != null) {
                Button use = Buttons.small("Use " + instead.name() + " instead", click -> replace(instead.ref()));
                remarks.add(use);
            }
        }
    }

    private void replace(LoraRef ref) {
        StackableLora other = shelf.resolve(List.of(ref)).get(ref);
        if (other != null) {
            lora.setValue(other);
        }
    }

    @Nullable
    StackableLora chosen() {
        return lora.getValue();
    }

    StackPlan.Layer layer() {
        StackableLora chosen = lora.getValue();
        return new StackPlan.Layer(
                role.getValue(), strength.strength().orElse(Strength.NONE), chosen == null ? null : chosen.ref());
    }
}
