package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Panel;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.ParameterGrid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class VariationFields extends Panel {
    // Before the fields: they ask it while they are made.
    private transient Map<JobField, String> ignored = Map.of();
    private final Axis first = new Axis("Vary");
    private final Axis second = new Axis("and");
    private transient Runnable whenChanged = () -> {};

    private final class Axis extends Div {
        final Select<JobField> field = new Select<>();
        final TextField values = new TextField("Values");

        Axis(String label) {
            field.setLabel(label);
            field.setItems(ParameterGrid.fields());
            field.setItemLabelGenerator(setting -> setting == null
                    ? "Nothing"
                    : setting.label() + (ignored.containsKey(setting) ? ", ignored here" : ""));
            field.setItemEnabledProvider(setting -> setting == null || !ignored.containsKey(setting));
            field.setEmptySelectionAllowed(true);
            field.setEmptySelectionCaption("Nothing");
            field.getListDataView().setIdentifierProvider(setting -> setting == null ? "" : setting.name());
            values.setPlaceholder("5e-5, 1e-4, 2e-4");
            values.setHelperText("Separated by commas");
            values.setValueChangeMode(ValueChangeMode.LAZY);
            values.setVisible(false);
            field.addValueChangeListener(event -> {
                values.setVisible(event.getValue() != null);
                whenChanged.run();
            });
            values.addValueChangeListener(event -> whenChanged.run());
            addClassName("variation");
            add(field, values);
        }

        void refreshItems() {
            // One by one: all at once would take back what is chosen.
            ParameterGrid.fields().forEach(field.getListDataView()::refreshItem);
        }

        Optional<ParameterGrid.Axis> read() {
            JobField setting = field.getValue();
            if (setting == null) {
                values.setInvalid(false);
                return Optional.empty();
            }
            String why = ignored.get(setting);
            if (why != null) {
                throw DomainException.RuleViolation.in(
                        "values", why + " These runs would be the same: vary another setting.");
            }
            String text = values.getValue();
            // With semicolons between the values a comma may be a decimal one.
            List<BigDecimal> numbers = Arrays.stream(text.split(text.contains(";") ? "[;\\s]+" : "[,\\s]+"))
                    .filter(number -> !number.isEmpty())
                    .map(NumberText::read)
                    .toList();
            if (numbers.isEmpty()) {
                throw DomainException.RuleViolation.in("values", "Name the values of " + setting.label() + ".");
            }
            return Optional.of(new ParameterGrid.Axis(setting, numbers));
        }
    }

    VariationFields() {
        super("Several runs");
        add(
                new Paragraph("Enter several values for one or two settings: each combination becomes a run of its own,"
                        + " at most " + ParameterGrid.MOST_RUNS + "."),
                first,
                second);
    }

    void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    void advise(BackendCapabilities backend) {
        ignored = backend.ignores();
        first.refreshItems();
        second.refreshItems();
    }

    /** The grid as typed; empty, with the reason at the field, while it cannot be read. */
    Optional<ParameterGrid> grid() {
        List<ParameterGrid.Axis> axes = new ArrayList<>();
        for (Axis axis : List.of(first, second)) {
            try {
                axis.read().ifPresent(axes::add);
                axis.values.setInvalid(false);
            } catch (NumberFormatException noNumber) {
                return refused(axis, "Numbers separated by commas, such as 5e-5, 1e-4.");
            } catch (DomainException.RuleViolation broken) {
                return refused(axis, broken.words());
            }
        }
        try {
            return Optional.of(new ParameterGrid(axes));
        } catch (DomainException.RuleViolation broken) {
            return refused(axes.size() > 1 ? second : first, broken.words());
        }
    }

    private static Optional<ParameterGrid> refused(Axis axis, String why) {
        axis.values.setErrorMessage(why);
        axis.values.setInvalid(true);
        return Optional.empty();
    }
}
