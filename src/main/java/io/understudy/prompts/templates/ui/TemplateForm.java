package io.understudy.prompts.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.data.binder.ValidationResult;
import com.vaadin.flow.data.binder.ValueContext;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.guide.PromptSlot;
import io.understudy.prompts.PromptDraft;
import io.understudy.prompts.PromptText;
import io.understudy.shared.ui.Refusals;
import java.util.List;
import java.util.function.Consumer;

/** Name, text with slots and the words for the free slots, with a preview while one types. */
class PromptForm extends Div {
    private static final List<PromptSlot> FREE =
            List.of(PromptSlot.SCENE, PromptSlot.LIGHTING, PromptSlot.CAMERA, PromptSlot.STYLE);

    private final TextField name = new TextField("Name");
    private final TextArea text = new TextArea("Template");
    private final Binder<PromptDraft> binder = new Binder<>(PromptDraft.class);
    private final PromptPreview preview = new PromptPreview();
    private final transient Consumer<PromptDraft> changed;

    /** @param changed is told the draft after every change that leaves a valid template */
    PromptForm(Consumer<PromptDraft> changed) {
        this.changed = changed;
        addClassName("panel");
        name.setMaxLength(PromptDraft.MAX_NAME);
        name.setWidthFull();
        text.setMaxLength(PromptText.MAX_LENGTH);
        text.setWidthFull();
        text.setMinRows(3);
        text.setHelperText("Begins with [trigger]; other slots where you want them");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(this::follow);
        binder.forField(name).asRequired("Please give the template a name").bind("name");
        binder.forField(text).withValidator(PromptForm::check).bind("text");
        Div words = new Div();
        words.addClassName("slot-words");
        for (PromptSlot slot : FREE) {
            TextField field = new TextField(slot.token());
            field.setHelperText(slot.meaning());
            field.setMaxLength(PromptDraft.MAX_WORDS);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(this::follow);
            binder.forField(field).bind(slot.word());
            words.add(field);
        }
        preview.getElement().setAttribute("role", "status");
        preview.getElement().setAttribute("aria-label", "Preview");
        add(name, text, insertButtons(), words, new H2("Preview"), preview);
    }

    private static ValidationResult check(String template, ValueContext context) {
        return PromptText.problemWith(template).map(ValidationResult::error).orElseGet(ValidationResult::ok);
    }

    private Div insertButtons() {
        Div row = new Div(new Span("Insert"));
        row.addClassNames("actions", "secondary-text");
        for (PromptSlot slot : PromptSlot.values()) {
            Button insert = new Button(slot.token(), event -> insert(slot));
            insert.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            insert.setTooltipText(slot.meaning());
            row.add(insert);
        }
        return row;
    }

    private void insert(PromptSlot slot) {
        String before = text.getValue().stripTrailing();
        text.setValue(
                slot == PromptSlot.TRIGGER
                        ? slot.token() + " " + text.getValue()
                        : before
                                + (before.isEmpty() || before.endsWith("]") && slot == PromptSlot.SUBJECT ? " " : ", ")
                                + slot.token());
        text.focus();
    }

    private void follow(ComponentValueChangeEvent<?, String> event) {
        showPreview();
    }

    private void showPreview() {
        if (PromptText.problemWith(text.getValue()).isEmpty()) {
            PromptDraft draft = current();
            preview.show(new PromptText(draft.text()).preview(draft.words()));
            changed.accept(draft);
        }
    }

    private PromptDraft current() {
        return new PromptDraft(
                name.getValue(),
                text.getValue(),
                words(PromptSlot.SCENE),
                words(PromptSlot.LIGHTING),
                words(PromptSlot.CAMERA),
                words(PromptSlot.STYLE));
    }

    private String words(PromptSlot slot) {
        return binder.getBinding(slot.word())
                .map(binding -> String.valueOf(binding.getField().getValue()))
                .orElse("");
    }

    void show(PromptDraft draft) {
        binder.readRecord(draft);
        showPreview();
    }

    /** Hands over what was typed when it is complete; a refusal of {@code action} is shown in the form. */
    boolean submit(Consumer<PromptDraft> action) {
        if (!binder.validate().isOk()) {
            return false;
        }
        try {
            PromptDraft draft = binder.writeRecord();
            return Refusals.guard(binder, () -> action.accept(draft));
        } catch (ValidationException invalid) {
            return false;
        }
    }
}
