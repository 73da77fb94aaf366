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
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.MeasureRule;
import io.understudy.versions.checklist.evidence.MeasureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

class MeasureRulesField extends Div {
    private static final String ROWS = ",";
    private static final String PARTS = ":";

    private final Div rows = Styled.div("measure-rule-rows");
    private final List<Row> shown = new ArrayList<>();
    private final KeptChoice kept = new KeptChoice("Measures");

    MeasureRulesField() {
        addClassName("measure-rules");
        Span label = Styled.span("measure-rules-label", "Measures shown automatically");
        Button more = Buttons.small(
                "Add a measure",
                click -> Arrays.stream(MeasureKind.values())
                        .filter(kind -> shown.stream().noneMatch(row -> row.kind.getValue() == kind))
                        .findFirst()
                        .ifPresent(kind -> {
                            add(new Row(kind, kind.usualLimit(), false));
                            keep();
                        }));
        kept.onRestored(this::restore);
        add(label, rows, more);
    }

    /** For the draft keeper of the form; the rows, which come and go, are outside it. */
    KeptChoice kept() {
        return kept;
    }

    void show(List<MeasureRule> rules) {
        clear();
        rules.forEach(rule -> add(new Row(rule.kind(), rule.limit(), rule.required())));
        kept.begin(text());
    }

    private void clear() {
        shown.clear();
        rows.removeAll();
    }

    private void keep() {
        kept.choose(text());
    }

    private String text() {
        return shown.stream().map(Row::text).collect(Collectors.joining(ROWS));
    }

    private void restore(String text) {
        clear();
        for (String row : text.split(ROWS)) {
            String[] parts = row.split(PARTS, -1);
            Arrays.stream(MeasureKind.values())
                    .filter(kind -> kind.name().equals(parts[0]))
                    .forEach(kind -> add(new Row(
                            kind,
                            parts[1].isEmpty() ? null : Double.valueOf(parts[1]),
                            Boolean.parseBoolean(parts[2]))));
        }
    }

    /** @throws DomainException.RuleViolation when a limit makes no sense */
    List<MeasureRule> rules() {
        return shown.stream().map(Row::rule).toList();
    }

    private void add(Row row) {
        shown.add(row);
        rows.add(row);
    }

    private final class Row extends Div {
        private final Select<MeasureKind> kind = new Select<>();
        private final NumberField limit = new NumberField();
        private final Checkbox required = new Checkbox("Must be met");

        Row(MeasureKind of, @Nullable Double bound, boolean must) {
            addClassNames("actions", "measure-rule");
            kind.setAriaLabel("Measure");
            kind.setItems(MeasureKind.values());
            kind.setItemLabelGenerator(MeasureKind::words);
            kind.setValue(of);
            kind.setWidth("23rem");
            limit.setAriaLabel("Limit");
            limit.setMin(0);
            limit.setValue(bound);
            limit.setWidth("10rem");
            describe(of);
            kind.addValueChangeListener(change -> {
                describe(change.getValue());
                limit.setValue(change.getValue().usualLimit());
                keep();
            });
            required.setValue(must);
            limit.addValueChangeListener(change -> keep());
            required.addValueChangeListener(change -> keep());
            IconButton out = new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this measure", () -> {
                shown.remove(this);
                rows.remove(this);
                keep();
            });
            add(kind, limit, required, out);
        }

        private void describe(MeasureKind of) {
            limit.setPrefixComponent(new Span(of.direction()));
            limit.setMax(of.highestLimit());
            limit.setStep(of.highestLimit() > 2 ? 1 : 0.01);
        }

        String text() {
            Double value = limit.getValue();
            return String.join(
                    PARTS,
                    kind.getValue().name(),
                    value == null ? "" : value.toString(),
                    required.getValue().toString());
        }

        MeasureRule rule() {
            Double value = limit.getValue();
            return new MeasureRule(kind.getValue(), value == null ? Double.NaN : value, required.getValue());
        }
    }
}
