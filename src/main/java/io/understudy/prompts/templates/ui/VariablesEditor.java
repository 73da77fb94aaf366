package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.language.PromptVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

class VariablesEditor extends CustomField<List<PromptVariable>> {
    private static final int MOST_ROWS = 100;

    private final Div head = Styled.div(
            "variable-row variable-head secondary-text",
            new Span("Name"),
            new Span("Usual words"),
            new Span("Suggestions"));
    private final Div rows = Styled.div("variable-rows");
    private final List<Row> shown = new ArrayList<>();
    // What is typed into a row is kept with the template; a row in which nothing has been typed yet is not.
    private final KeptChoice kept = new KeptChoice("Rows of variables");

    VariablesEditor() {
        super(List.of());
        setLabel("Variables");
        setHelperText(
                "Written {outfit} in the template. Suggestions are separated by |, such as: red dress | raincoat");
        Button another = Buttons.inline("Add a variable", VaadinIcon.PLUS.create(), event -> {
            describe("");
            shown.getLast().name.focus();
        });
        head.getElement().setAttribute("aria-hidden", "true");
        head.setVisible(false);
        kept.begin(rowCount());
        kept.onRestored(this::addRows);
        add(head, rows, another, kept);
        setWidthFull();
    }

    void describe(String name) {
        if (name.isEmpty()
                || shown.stream().noneMatch(row -> row.name.getValue().equals(name))) {
            add(new Row(new PromptVariable(name, "", List.of())));
            kept.choose(rowCount());
            updateValue();
        }
    }

    private String rowCount() {
        return String.valueOf(shown.size());
    }

    private void addRows(String wanted) {
        int count = Math.min(Integer.parseInt(wanted), MOST_ROWS);
        while (shown.size() < count) {
            add(new Row(new PromptVariable("", "", List.of())));
        }
    }

    @Override
    protected List<PromptVariable> generateModelValue() {
        return shown.stream()
                .map(Row::variable)
                .filter(variable -> !variable.name().isBlank()
                        || !variable.usual().isBlank()
                        || !variable.suggestions().isEmpty())
                .toList();
    }

    @Override
    protected void setPresentationValue(List<PromptVariable> variables) {
        shown.clear();
        rows.removeAll();
        head.setVisible(!variables.isEmpty());
        variables.forEach(variable -> add(new Row(variable)));
        kept.begin(rowCount());
    }

    private void add(Row row) {
        shown.add(row);
        rows.add(row);
        head.setVisible(true);
    }

    private final class Row extends Div {
        private final TextField name = field("Variable", "outfit");
        private final TextField usual = field("Usual words", "used unless someone chooses others");
        private final TextField suggestions = field("Suggestions", "red dress | raincoat");

        Row(PromptVariable variable) {
            addClassName("variable-row");
            name.setValue(variable.name());
            usual.setValue(variable.usual());
            suggestions.setValue(String.join(" | ", variable.suggestions()));
            IconButton remove = new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this variable", () -> {
                shown.remove(this);
                rows.remove(this);
                head.setVisible(!shown.isEmpty());
                kept.choose(rowCount());
                updateValue();
            });
            add(name, usual, suggestions, remove);
        }

        private TextField field(String label, String placeholder) {
            TextField field = new TextField();
            field.setAriaLabel(label);
            field.setPlaceholder(placeholder);
            field.setTooltipText(label);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    updateValue();
                }
            });
            return field;
        }

        PromptVariable variable() {
            List<String> offered = Arrays.stream(suggestions.getValue().split("\\|"))
                    .map(String::strip)
                    .filter(Predicate.not(String::isEmpty))
                    .toList();
            return new PromptVariable(name.getValue().strip(), usual.getValue(), offered);
        }
    }
}
