package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.formlayout.FormLayout.ResponsiveStep;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The inputs that one kind of engines has; its secrets are apart, for nothing keeps them before they are saved. */
class EngineFields {
    private static final List<String> CONTAINERS = List.of("none", "pyxis", "apptainer");

    private final Map<EngineField, AbstractField<?, String>> inputs = new EnumMap<>(EngineField.class);

    private final FormLayout plain = twoColumns();
    private final FormLayout secret = twoColumns();

    static FormLayout twoColumns(Component... fields) {
        FormLayout layout = new FormLayout(fields);
        layout.setResponsiveSteps(new ResponsiveStep("0", 1), new ResponsiveStep("28rem", 2));
        return layout;
    }

    FormLayout plain() {
        return plain;
    }

    FormLayout secret() {
        return secret;
    }

    /** @param set secrets that are kept already */
    void show(EngineKind kind, Map<EngineField, String> values, Set<EngineField> set) {
        plain.removeAll();
        secret.removeAll();
        inputs.clear();
        for (EngineField field : kind.fields()) {
            AbstractField<?, String> input = input(field);
            input.getElement().setProperty("label", field.label());
            boolean kept = set.contains(field);
            ((HasHelper) input)
                    .setHelperText(kept ? "Set, and never shown again. Leave it empty to keep it." : field.help());
            input.setRequiredIndicatorVisible(field.isRequired() && !kept);
            ((HasSize) input).setWidthFull();
            if (values.containsKey(field)) {
                input.setValue(values.get(field));
            }
            // Reported at the next save; what was wrong may be right by now.
            input.addValueChangeListener(change -> ((HasValidation) input).setInvalid(false));
            inputs.put(field, input);
            (field.isSecret() ? secret : plain)
                    .add(
                            input,
                            field.isSecret() || field == EngineField.ADDRESS || field == EngineField.HOST_KEY ? 2 : 1);
        }
    }

    private static AbstractField<?, String> input(EngineField field) {
        return switch (field.input()) {
            case SECRET -> {
                PasswordField secret = new PasswordField();
                secret.setAutocomplete(Autocomplete.OFF);
                yield secret;
            }
            case SECRET_LINES -> {
                TextArea lines = new TextArea();
                lines.setAutocomplete(Autocomplete.OFF);
                lines.setMaxRows(4);
                yield lines;
            }
            case CONTAINER -> {
                Select<String> choice = new Select<>();
                choice.setItems(CONTAINERS);
                choice.setItemLabelGenerator(
                        item -> item.equals("none") ? "None" : item.equals("pyxis") ? "Pyxis" : "Apptainer");
                choice.setValue(CONTAINERS.getFirst());
                yield choice;
            }
            default -> new TextField();
        };
    }

    Map<EngineField, String> typed(boolean secrets) {
        Map<EngineField, String> typed = new EnumMap<>(EngineField.class);
        inputs.forEach((field, input) -> {
            if (field.isSecret() == secrets && !input.getValue().isBlank()) {
                typed.put(field, input.getValue());
            }
        });
        return typed;
    }

    Optional<? extends HasValue<?, ?>> input(String property) {
        return inputs.entrySet().stream()
                .filter(entry -> entry.getKey().property().equals(property))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
