package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

abstract class CaptionChangeDialog extends FormDialog {
    private static final int PREVIEWED = 20;

    private final String verb;
    private final Div preview = Styled.div("replace-preview");
    private final Button apply = new Button();
    private final DraftKeeper draft;
    private Map<String, TextField> fields = Map.of();

    CaptionChangeDialog(DatasetPageModel model, String title, String verb) {
        super(title, "46rem");
        this.verb = verb;
        this.draft = new DraftKeeper("captions/" + model.character().id().value() + "/" + title);
        preview.getElement().setAttribute("role", "status");
        apply.setText(verb);
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setDisableOnClick(true);
        apply.addClickListener(event -> apply());
        getFooter().add(new Button("Cancel", event -> close()), apply);
    }

    abstract @Nullable List<CaptionChange> changes();

    abstract boolean done();

    abstract String hint();

    /** @param captions how many would change */
    String action(String captions) {
        return verb + " in " + captions;
    }

    final Div inputs(Map<String, TextField> byProperty) {
        fields = byProperty;
        Div line = Styled.div("replace-fields");
        byProperty.values().forEach(field -> {
            field.setWidthFull();
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(event -> preview());
            draft.add(field);
        });
        line.add(draft);
        return line;
    }

    final Div previewArea() {
        return preview;
    }

    final void preview() {
        preview.removeAll();
        apply.setText(verb);
        apply.setEnabled(false);
        fields.values().forEach(field -> field.setInvalid(false));
        try {
            List<CaptionChange> changes = changes();
            if (changes == null) {
                preview.add(new Span(hint()));
            } else {
                show(changes);
            }
        } catch (DomainException.RuleViolation refused) {
            show(refused);
        }
    }

    private void show(List<CaptionChange> all) {
        List<CaptionChange> changes = all.stream().filter(CaptionChange::fits).toList();
        List<CaptionChange> leftOut =
                all.stream().filter(change -> !change.fits()).toList();
        if (!leftOut.isEmpty()) {
            preview.add(Styled.span("left-out-captions", LeftOutCaptions.words(leftOut, Wording.MOST_NAMED)));
        }
        if (changes.isEmpty()) {
            preview.add(new Span("No caption would change."));
            return;
        }
        changes.stream().limit(PREVIEWED).forEach(change -> preview.add(new CaptionDifference(change)));
        if (changes.size() > PREVIEWED) {
            preview.add(new Span("and " + (changes.size() - PREVIEWED) + " more"));
        }
        apply.setText(action(Formats.plural(changes.size(), "caption", "captions")));
        apply.setEnabled(true);
    }

    private void show(DomainException.RuleViolation refused) {
        TextField field = refused.field() == null ? null : fields.get(refused.field());
        if (field == null) {
            preview.add(new Span(refused.words()));
        } else {
            field.setErrorMessage(refused.words());
            field.setInvalid(true);
        }
    }

    private void apply() {
        if (done()) {
            draft.saved();
            close();
        } else {
            apply.setEnabled(true);
        }
    }
}
