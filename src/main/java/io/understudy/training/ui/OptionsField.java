package io.understudy.training.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.training.backends.api.BackendOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class OptionsField extends CustomField<Map<String, String>> {
    private final Div rows = Styled.div("parameter-form");
    private final Map<String, HasValue<?, ?>> inputs = new LinkedHashMap<>();
    private transient List<BackendOption> options = List.of();
    private Map<String, String> chosen = Map.of();

    OptionsField() {
        super(Map.of());
        add(rows);
        addClassName("backend-options");
        setVisible(false);
    }

    /** Shows the settings of a backend; what was chosen for one of the same name stays. */
    void show(List<BackendOption> ofBackend) {
        options = ofBackend;
        rows.removeAll();
        inputs.clear();
        setVisible(!options.isEmpty());
        for (BackendOption option : options) {
            String value = option.value(chosen);
            Component input = option.isSwitch() ? toggle(option, value) : select(option, value);
            rows.add(Styled.div("parameter-row", input, Hint.inline(option.help())));
        }
        updateValue();
    }

    private Component toggle(BackendOption option, String value) {
        Checkbox input = new Checkbox(option.label(), Boolean.parseBoolean(value));
        inputs.put(option.name(), input);
        input.addValueChangeListener(
                (HasValue.ValueChangeListener<AbstractField.ComponentValueChangeEvent<Checkbox, Boolean>>)
                        event -> updateValue());
        return input;
    }

    private Component select(BackendOption option, String value) {
        Select<String> input = new Select<>();
        input.setLabel(option.label());
        input.setItems(option.choices());
        input.setValue(value);
        inputs.put(option.name(), input);
        input.addValueChangeListener(
                (HasValue.ValueChangeListener<AbstractField.ComponentValueChangeEvent<Select<String>, String>>)
                        event -> updateValue());
        return input;
    }

    @Override
    protected Map<String, String> generateModelValue() {
        Map<String, String> values = new LinkedHashMap<>();
        inputs.forEach((name, input) -> values.put(name, String.valueOf(input.getValue())));
        chosen = Map.copyOf(values);
        return chosen;
    }

    @Override
    protected void setPresentationValue(Map<String, String> values) {
        chosen = Map.copyOf(values);
        show(options);
    }
}
