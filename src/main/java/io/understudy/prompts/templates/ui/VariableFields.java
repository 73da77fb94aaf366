package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.prompting.language.PromptVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

class VariableFields extends Div {
    private final transient Runnable changed;
    private final transient Map<String, ComboBox<String>> fields = new LinkedHashMap<>();
    private transient List<PromptVariable> offered = List.of();

    VariableFields(Runnable changed) {
        this.changed = changed;
        addClassName("fill-variables");
    }

    /** Shows these variables; what was chosen for one that stays is kept. */
    void offer(List<PromptVariable> variables) {
        if (offered.equals(variables)) {
            return;
        }
        offered = variables;
        Map<String, String> before = values();
        fields.clear();
        removeAll();
        for (PromptVariable variable : variables) {
            ComboBox<String> field = field(variable);
            String chosen = before.get(variable.name());
            if (chosen != null) {
                field.setValue(chosen);
            }
            field.addValueChangeListener(event -> changed.run());
            fields.put(variable.name(), field);
            add(field, kept(field));
        }
    }

    private static KeptChoice kept(ComboBox<String> field) {
        KeptChoice kept = KeptChoice.of(field.getLabel(), field, Function.identity(), Optional::of);
        field.addCustomValueSetListener(event -> kept.choose(event.getDetail()));
        return kept;
    }

    private static ComboBox<String> field(PromptVariable variable) {
        ComboBox<String> field = new ComboBox<>(variable.token());
        field.setItems(variable.suggestions());
        field.setAllowCustomValue(true);
        field.setClearButtonVisible(true);
        field.setPlaceholder(variable.usual());
        field.setWidthFull();
        field.addCustomValueSetListener(event -> field.setValue(event.getDetail()));
        return field;
    }

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            String value = field.getValue();
            if (value != null && !value.isBlank()) {
                values.put(name, value);
            }
        });
        return values;
    }
}
