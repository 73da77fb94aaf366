package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.IconButton;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.versions.ui.StrengthField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

class LoraRow extends Div {
    private final Select<StackRole> role = new Select<>();
    private final ComboBox<String> file = new ComboBox<>();
    private final StrengthField strength = new StrengthField("");

    private final transient StackableLoraService shelf;
    /** By name, what has to be said of the files that were offered. */
    private final Map<String, String> marked = new HashMap<>();

    /** @param known the LoRA of this name, or null */
    LoraRow(
            StackableLoraService shelf,
            TemplateLora lora,
            @Nullable StackableLora known,
            Runnable changed,
            Consumer<LoraRow> remove) {
        this.shelf = shelf;
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
                        .map(this::offered)
                        .stream(),
                query -> (int) shelf.find(role.getValue(), query.getFilter().orElse(""), PageRequest.of(0, 1))
                        .getTotalElements());
        file.setRenderer(new ComponentRenderer<>(name -> new Span(marked.getOrDefault(name, name))));
        file.setAllowCustomValue(true);
        file.setClearButtonVisible(true);
        file.addCustomValueSetListener(event -> {
            file.setValue(event.getDetail().strip());
            describe();
            changed.run();
        });
        if (!lora.file().isEmpty()) {
            file.setValue(lora.file());
        }
        describe(known);
        strength.setAriaLabel("Strength");
        strength.setStrength(lora.strength());
        file.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                describe();
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

    private String offered(StackableLora lora) {
        marked.put(lora.name(), lora.marked());
        return lora.name();
    }

    private void describe() {
        String name = file.getValue() == null ? "" : file.getValue();
        describe(name.isBlank() ? null : shelf.named(List.of(name)).get(StackableLoraService.key(name)));
    }

    /** Says what speaks against the file. */
    private void describe(@Nullable StackableLora known) {
        file.setHelperText(known == null ? "" : StackCheck.about(known).orElse(""));
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
