package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import io.understudy.platform.ui.IconButton;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateLora;
import java.util.function.Consumer;
import org.springframework.data.domain.PageRequest;

class LoraRow extends Div {
    private final Select<StackRole> role = new Select<>();
    private final ComboBox<String> file = new ComboBox<>();
    private final NumberField strength = new NumberField();

    LoraRow(StackableLoraService shelf, TemplateLora lora, Runnable changed, Consumer<LoraRow> remove) {
        addClassName("lora-row");
        role.setAriaLabel("What this LoRA is for");
        role.setItems(StackRole.values());
        role.setItemLabelGenerator(StackRole::label);
        role.setValue(lora.role());
        role.addValueChangeListener(event -> {
            explain();
            file.getLazyDataView().refreshAll();
            if (event.isFromClient()) {
                changed.run();
            }
        });
        file.setAriaLabel("File of the LoRA, without its ending");
        file.setItems(
                query -> shelf
                        .find(
                                role.getValue(),
                                query.getFilter().orElse(""),
                                PageRequest.of(query.getPage(), query.getPageSize()))
                        .map(StackableLora::name)
                        .stream(),
                query -> (int) shelf.find(role.getValue(), query.getFilter().orElse(""), PageRequest.of(0, 1))
                        .getTotalElements());
        file.setAllowCustomValue(true);
        file.setClearButtonVisible(true);
        file.addCustomValueSetListener(event -> {
            file.setValue(event.getDetail().strip());
            changed.run();
        });
        if (!lora.file().isEmpty()) {
            file.setValue(lora.file());
        }
        strength.setAriaLabel("Strength");
        strength.setMin(0);
        strength.setMax(TemplateLora.MAX_STRENGTH);
        strength.setStep(0.05);
        strength.setStepButtonsVisible(true);
        strength.setValue(lora.strength());
        file.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
        strength.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
        explain();
        add(
                role,
                file,
                strength,
                new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this LoRA", () -> remove.accept(this)));
    }

    private void explain() {
        file.setPlaceholder(
                role.getValue() == StackRole.CHARACTER ? "the character's production LoRA" : "choose, or name a file");
    }

    TemplateLora lora() {
        Double value = strength.getValue();
        String name = file.getValue();
        return new TemplateLora(role.getValue(), name == null ? "" : name, value == null ? 0 : value);
    }
}
