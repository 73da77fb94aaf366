package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.ui.StrengthField;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

class StrengthDialog extends FormDialog {
    private static final int LONGEST_NOTE = 500;

    private final transient BiConsumer<StrengthWindow, String> stated;
    private final DraftKeeper draft;
    private final StrengthScale scale = new StrengthScale();
    private final Paragraph meaning = new Hint("");
    private final StrengthField from = field("Lowest");
    private final StrengthField best = field("Best");
    private final StrengthField to = field("Highest");
    private final TextArea note = new TextArea("Based on (optional)");

    /**
     * @param stated receives the window and the note; what it throws is shown
     * @param takeBack is called for the guide's strength
     */
    StrengthDialog(
            VersionDetails version,
            SheetMeasures.@Nullable Recommended measured,
            BiConsumer<StrengthWindow, String> stated,
            Runnable takeBack) {
        super("Recommended strength of " + version.card().name(), "38rem");
        this.stated = stated;
        addClassName("strength-dialog");
        Div fields = Styled.div("strength-fields", from, best, to);
        note.setWidthFull();
        note.setMaxLength(LONGEST_NOTE);
        note.setHelperText("For example: at 1.1 the skin turns waxy on test sheet 2.");
        add(scale, meaning, fields);
        if (measured != null) {
            add(suggestion(measured));
        }
        draft = new DraftKeeper("strength/" + version.id().value(), note);
        add(draft);
        warn(version);
        fill(version);
        if (version.strength() != null) {
            Button back = Buttons.quiet("Use the guide's strength", click -> {
                if (ErrorMessages.guard(takeBack)) {
                    close();
                }
            });
            getFooter().add(back);
        }
        confirm("Set strength", click -> state());
    }

    private StrengthField field(String label) {
        StrengthField field = new StrengthField(label);
        field.setMin(Strength.STEP);
        field.setRequiredIndicatorVisible(true);
        field.setValueChangeMode(ValueChangeMode.EAGER);
        // Says itself what is wrong, together with the other two.
        field.setManualValidation(true);
        field.addValueChangeListener(change -> preview());
        return field;
    }

    private void fill(VersionDetails version) {
        var stated = version.strength();
        if (stated != null) {
            note.setValue(stated.note());
        }
        fill(version.card().strength());
    }

    private void fill(StrengthWindow window) {
        from.setStrength(window.from());
        best.setStrength(window.best());
        to.setStrength(window.to());
        preview();
    }

    private Div suggestion(SheetMeasures.Recommended measured) {
        StrengthWindow window = new StrengthWindow(measured.from(), measured.strength(), measured.to());
        Button take = Buttons.small("Use " + window.inWords(), click -> fill(window));
        Paragraph why = new Hint("The sheet's measures suggest " + window.inWords() + ": " + measured.reason()
                + ". Look at the pictures, too.");
        return Styled.div("strength-suggestion", why, take);
    }

    private void warn(VersionDetails version) {
        long signatures = version.signatures().stream()
                .filter(signature -> !signature.stale())
                .count();
        if (signatures > 0) {
            Paragraph words = new Paragraph("The strength is part of what was signed: a change makes %s stale until %s"
                    .formatted(
                            Formats.plural(signatures, "signature", "signatures"),
                            signatures == 1 ? "it is given again." : "they are given again."));
            words.addClassName("strength-warning");
            add(words);
        }
    }

    private void preview() {
        List.of(from, best, to).forEach(field -> field.setInvalid(false));
        if (from.isEmpty() || best.isEmpty() || to.isEmpty()) {
            return;
        }
        try {
            StrengthWindow window = window();
            scale.show(window, List.of());
            meaning.setText(StrengthScale.inWords(window));
        } catch (DomainException.RuleViolation broken) {
            mark(broken);
        }
    }

    private StrengthWindow window() {
        return new StrengthWindow(from.required("from"), best.required("best"), to.required("to"));
    }

    private void state() {
        try {
            stated.accept(window(), note.getValue());
            draft.saved();
            close();
        } catch (DomainException.RuleViolation broken) {
            mark(broken);
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
            close();
        }
    }

    private void mark(DomainException.RuleViolation broken) {
        switch (String.valueOf(broken.field())) {
            case "from" -> mark(from, broken.words());
            case "best" -> mark(best, broken.words());
            case "to" -> mark(to, broken.words());
            case "note" -> {
                note.setErrorMessage(broken.words());
                note.setInvalid(true);
            }
            default -> Notifications.refused(broken.words());
        }
    }

    private static void mark(StrengthField field, String words) {
        field.setErrorMessage(words);
        field.setInvalid(true);
    }
}
