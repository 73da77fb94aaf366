package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.IconButton;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.versions.ui.StrengthField;
import java.util.function.Consumer;
import org.springframework.data.domain.PageRequest;

class LoraRow extends Div {
    private final Select<StackRole> role = new Select<>();
    private final ComboBox<String> file = new ComboBox<>();
    private final StrengthField strength = new StrengthField("");

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
        strength.setStrength(lora.strength());
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
        String name = file.getValue();
        return new TemplateLora(
                role.getValue(), name == null ? "" : name, strength.strength().orElse(Strength.NONE));
    }
}
