package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.MeasureRule;
import io.understudy.versions.checklist.evidence.MeasureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class MeasureRulesField extends Div {
    private final Div rows = Styled.div("measure-rule-rows");
    private final List<Row> shown = new ArrayList<>();

    MeasureRulesField() {
        addClassName("measure-rules");
        Span label = Styled.span("measure-rules-label", "Measures shown automatically");
        Button more = Buttons.small(
                "Add a measure",
                click -> Arrays.stream(MeasureKind.values())
                        .filter(kind -> shown.stream().noneMatch(row -> row.kind.getValue() == kind))
                        .findFirst()
                        .ifPresent(kind -> add(new MeasureRule(kind, kind.usualLimit(), false))));
        add(label, rows, more);
    }

    void show(List<MeasureRule> rules) {
        shown.clear();
        rows.removeAll();
        rules.forEach(this::add);
    }

    /** @throws DomainException.RuleViolation when a limit makes no sense */
    List<MeasureRule> rules() {
        return shown.stream().map(Row::rule).toList();
    }

    private void add(MeasureRule rule) {
        Row row = new Row(rule);
        shown.add(row);
        rows.add(row);
    }

    private final class Row extends Div {
        private final Select<MeasureKind> kind = new Select<>();
        private final NumberField limit = new NumberField();
        private final Checkbox required = new Checkbox("Must be met");

        Row(MeasureRule rule) {
            addClassNames("actions", "measure-rule");
            kind.setAriaLabel("Measure");
            kind.setItems(MeasureKind.values());
            kind.setItemLabelGenerator(MeasureKind::words);
            kind.setValue(rule.kind());
            kind.setWidth("27rem");
            limit.setAriaLabel("Limit");
            limit.setMin(0);
            limit.setValue(rule.limit());
            limit.setWidth("12rem");
            describe(rule.kind());
            kind.addValueChangeListener(change -> {
                describe(change.getValue());
                limit.setValue(change.getValue().usualLimit());
            });
            required.setValue(rule.required());
            IconButton out = new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this measure", () -> {
                shown.remove(this);
                rows.remove(this);
            });
            add(kind, limit, required, out);
        }

        private void describe(MeasureKind of) {
            limit.setPrefixComponent(new Span(of.direction()));
            limit.setMax(of.highestLimit());
            limit.setStep(of.highestLimit() > 2 ? 1 : 0.01);
        }

        MeasureRule rule() {
            Double value = limit.getValue();
            return new MeasureRule(kind.getValue(), value == null ? Double.NaN : value, required.getValue());
        }
    }
}
