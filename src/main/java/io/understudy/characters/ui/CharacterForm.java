package io.understudy.characters.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterName;
import io.understudy.characters.Slug;
import io.understudy.characters.SubjectWord;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.LoraFileName;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.guide.TriggerWordRules;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class CharacterForm extends Composite<FormLayout> {
    private final TextField name = new TextField("Name");
    private final TextField slug = new TextField("Short name");
    private final ComboBox<String> subject = new ComboBox<>("Subject");
    private final KeptChoice keptSubject = new KeptChoice("Subject");
    private final TextField trigger = new TextField("Trigger word");
    private final TextArea description = new TextArea("Description");
    private final AdviceText advice = new AdviceText();
    private final Button suggestion = new Button();
    private final Binder<CharacterDraft> binder = new Binder<>(CharacterDraft.class);
    private final List<TriggerWord> taken;

    /**
     * @param slug of an existing character, which keeps it; null for a new one
     * @param taken trigger words of other characters
     */
    CharacterForm(@Nullable String slug, List<TriggerWord> taken) {
        this.taken = taken;
        showName(slug);
        showSlug(slug);
        showSubject();
        showTrigger();
        description.setHelperText("Who this is, and what must always be right about them");
        description.setMaxLength(CharacterDraft.MAX_DESCRIPTION);
        description.setMinRows(3);
        binder.forField(name).asRequired("Please give a name").bind("name");
        binder.forField(this.slug).bind("slug");
        binder.forField(subject)
                .asRequired("Please say what kind of subject this is")
                .bind("subject");
        binder.forField(trigger).asRequired("Please give a trigger word").bind("triggerWord");
        binder.forField(description).bind("description");
        Div called = Styled.div("beside-field", trigger, advice, suggestion);
        getContent().add(name, this.slug, subject, called, description, keptSubject);
        getContent()
                .setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("30rem", 2));
        getContent().setColspan(called, slug == null ? 1 : 2);
        getContent().setColspan(description, 2);
        advise();
    }

    private void showName(@Nullable String slug) {
        name.setMaxLength(CharacterName.MAX_LENGTH);
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.LAZY);
        if (slug != null) {
            name.setHelperText("Files stay called " + LoraFileName.of(slug, 1, 1000));
            return;
        }
        name.setPlaceholder("Ava Lindqvist");
        // The short name follows the name until someone types one.
        name.addValueChangeListener(event -> {
            if (this.slug.isEmpty() || this.slug.getValue().equals(suggestedSlug(event.getOldValue()))) {
                this.slug.setValue(suggestedSlug(event.getValue()));
            }
        });
    }

    private void showSlug(@Nullable String existing) {
        slug.setVisible(existing == null);
        slug.setMaxLength(Slug.MAX_LENGTH);
        slug.setPlaceholder("ava-lindqvist");
        slug.setValueChangeMode(ValueChangeMode.LAZY);
        slug.setHelperText(slugHint("ava-lindqvist"));
        slug.addValueChangeListener(event -> slug.setHelperText(slugHint(event.getValue())));
    }

    private static String slugHint(String slug) {
        return "Stays as it is in addresses and files, such as " + LoraFileName.of(slug, 1, 1000);
    }

    private static String suggestedSlug(String name) {
        return name.isBlank() ? "" : Slug.from(name).value();
    }

    private void showSubject() {
        subject.setItems(SubjectWord.USUAL);
        subject.setAllowCustomValue(true);
        subject.addCustomValueSetListener(event -> {
            subject.setValue(event.getDetail());
            keptSubject.choose(event.getDetail());
        });
        subject.setHelperText("The word the base model knows this kind by, such as “woman” or “person”");
        subject.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                keptSubject.choose(subjectText());
            }
            advise();
        });
        keptSubject.onRestored(kept -> subject.setValue(kept.isEmpty() ? null : kept));
    }

    private void showTrigger() {
        trigger.setMaxLength(TriggerWordRules.MAX_LENGTH);
        trigger.setWidthFull();
        trigger.setValueChangeMode(ValueChangeMode.LAZY);
        trigger.setHelperText("Calls the character in a prompt: one unique, uncommon word, then the subject");
        trigger.addValueChangeListener(event -> advise());
        suggestion.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        suggestion.addClickListener(event -> trigger.setValue(suggested()));
    }

    private void advise() {
        if (!trigger.isEmpty()) {
            advice.show(TriggerWordRules.judge(trigger.getValue(), subjectText(), taken));
        } else {
            advice.setVisible(false);
        }
        suggestion.setText("Use “" + suggested() + "”");
        suggestion.setVisible(!suggested().equals(trigger.getValue()));
    }

    private String suggested() {
        return TriggerWordRules.suggest(subjectText(), taken);
    }

    private String subjectText() {
        return subject.getValue() == null ? "" : subject.getValue();
    }

    void show(CharacterDraft draft) {
        binder.readRecord(draft);
        keptSubject.begin(subjectText());
        advise();
    }

    boolean submit(Consumer<CharacterDraft> action) {
        if (!binder.validate().isOk()) {
            return false;
        }
        try {
            CharacterDraft draft = binder.writeRecord();
            boolean done = ErrorMessages.guard(binder, () -> action.accept(draft));
            // The field shows the refusal now; once is enough.
            advice.setVisible(advice.isVisible() && !trigger.isInvalid());
            return done;
        } catch (ValidationException invalid) {
            return false;
        }
    }
}
