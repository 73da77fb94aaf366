package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

public class EditConflictDialog extends Dialog {
    public record Part(String property, String label, String before, String mine, String theirs) {
        boolean differs() {
            return !mine.equals(theirs);
        }
    }

    private enum Side {
        MINE,
        THEIRS
    }

    private final Map<Part, RadioButtonGroup<Side>> choices = new LinkedHashMap<>();
    private final Button merge = new Button("Save selection");

    /**
     * @param who saved in between, and when
     * @param parts all inputs of the form; those that are equal on both sides are not shown
     * @param save gets the value to save for every property
     * @param take drops what was typed and shows what the other person saved
     */
    public EditConflictDialog(String who, List<Part> parts, Consumer<Map<String, String>> save, Runnable take) {
        setHeaderTitle("Someone else saved first");
        setWidth("46rem");
        add(new Paragraph(who + " Your text is kept: choose for each field which value to save."));
        parts.stream().filter(Part::differs).forEach(part -> add(comparison(part)));
        merge.addThemeVariants(ButtonVariant.PRIMARY);
        merge.addClickListener(event -> {
            close();
            save.accept(merged(parts));
        });
        Button keep = new Button("Keep mine", event -> {
            close();
            save.accept(values(parts, Side.MINE));
        });
        Button theirs = new Button("Use theirs", event -> {
            close();
            take.run();
        });
        getFooter().add(theirs, keep, merge);
        allowMergeWhenChosen();
    }

    private Div comparison(Part part) {
        RadioButtonGroup<Side> choice = new RadioButtonGroup<>();
        choice.setAriaLabel(part.label());
        choice.setItems(Side.values());
        choice.setRenderer(new ComponentRenderer<>(side -> side == Side.MINE
                ? value("Yours", part.mine(), part.before())
                : value("Theirs", part.theirs(), part.before())));
        if (part.theirs().equals(part.before())) {
            choice.setValue(Side.MINE);
        } else if (part.mine().equals(part.before())) {
            choice.setValue(Side.THEIRS);
        }
        choice.addValueChangeListener(event -> allowMergeWhenChosen());
        choices.put(part, choice);
        Div row = new Div(new H3(part.label()), choice);
        row.addClassName("stale-part");
        return row;
    }

    private static Span value(String side, String text, String before) {
        Span label = new Span(text.equals(before) ? side + " (unchanged): " : side + ": ");
        label.addClassName("secondary-text");
        return new Span(label, new Span(text.isEmpty() ? "(empty)" : text));
    }

    private void allowMergeWhenChosen() {
        merge.setEnabled(choices.values().stream().allMatch(choice -> choice.getValue() != null));
    }

    private Map<String, String> merged(List<Part> parts) {
        Map<String, String> values = values(parts, Side.MINE);
        choices.forEach((part, choice) -> {
            if (choice.getValue() == Side.THEIRS) {
                values.put(part.property(), part.theirs());
            }
        });
        return values;
    }

    private static Map<String, String> values(List<Part> parts, Side side) {
        Map<String, String> values = new LinkedHashMap<>();
        parts.forEach(part -> values.put(part.property(), side == Side.MINE ? part.mine() : part.theirs()));
        return values;
    }
}
