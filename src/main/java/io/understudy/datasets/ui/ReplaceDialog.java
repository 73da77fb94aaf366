package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.datasets.CaptionChange;
import io.understudy.datasets.CaptionReplacement;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Refusals;
import java.util.List;

/** Find and replace over all captions; shows what would change before it does. */
class ReplaceDialog extends Dialog {
    private static final int PREVIEWED = 20;

    private final transient DatasetDesk desk;
    private final TextField find = new TextField("Find");
    private final TextField replace = new TextField("Replace with");
    private final Checkbox matchCase = new Checkbox("Match upper and lower case");
    private final Div preview = new Div();
    private final Button apply = new Button("Replace", event -> apply());

    ReplaceDialog(DatasetDesk desk) {
        this.desk = desk;
        setHeaderTitle("Find and replace in all captions");
        setWidth("46rem");
        for (TextField field : List.of(find, replace)) {
            field.setWidthFull();
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(event -> preview());
        }
        find.setAutofocus(true);
        matchCase.addValueChangeListener(event -> preview());
        Div fields = new Div(find, replace);
        fields.addClassName("replace-fields");
        preview.addClassName("replace-preview");
        preview.getElement().setAttribute("role", "status");
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        add(fields, matchCase, preview);
        getFooter().add(new Button("Cancel", event -> close()), apply);
        preview();
    }

    private void preview() {
        preview.removeAll();
        apply.setEnabled(false);
        apply.setText("Replace");
        if (find.isEmpty()) {
            preview.add(new Span("Type what to look for; the captions that would change appear here."));
            return;
        }
        List<CaptionChange> changes =
                desk.captions().previewReplace(desk.character().id(), replacement());
        if (changes.isEmpty()) {
            preview.add(new Span("No caption would change."));
            return;
        }
        changes.stream().limit(PREVIEWED).forEach(change -> preview.add(new CaptionDifference(change)));
        if (changes.size() > PREVIEWED) {
            preview.add(new Span("and " + (changes.size() - PREVIEWED) + " more"));
        }
        apply.setText("Replace in " + Formats.plural(changes.size(), "caption", "captions"));
        apply.setEnabled(true);
    }

    private void apply() {
        boolean done = Refusals.guard(() -> {
            List<CaptionChange> changed =
                    desk.captions().replace(desk.character().id(), replacement());
            desk.undoableCaptions(changed);
        });
        if (done) {
            close();
            desk.change(() -> {});
        }
    }

    private CaptionReplacement replacement() {
        return new CaptionReplacement(find.getValue(), replace.getValue(), matchCase.getValue());
    }
}
