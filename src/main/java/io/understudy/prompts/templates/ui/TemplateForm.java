package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompting.language.TextEncoder;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

class TemplateForm extends Panel {
    private static final List<PromptSlot> FREE =
            List.of(PromptSlot.SCENE, PromptSlot.LIGHTING, PromptSlot.CAMERA, PromptSlot.STYLE);

    private final TextField name = new TextField("Name");
    private final TextArea text = new TextArea("Template");
    private final VariablesEditor variables = new VariablesEditor();
    private final SettingsEditor settings;
    private final Details settingsDetails;
    private final Binder<TemplateDraft> binder = new Binder<>(TemplateDraft.class);
    private final ProblemList problems = new ProblemList();
    private final Div undescribed = Styled.div("actions secondary-text");
    private final Paragraph tokens = new Hint("");
    private final transient Function<TemplateDraft, TemplateAnalysis> analyse;
    private final transient Consumer<TemplateDraft> changed;
    private boolean showing;

    /** @param changed receives the draft after every change, sound or not */
    TemplateForm(
            Function<TemplateDraft, TemplateAnalysis> analyse,
            SettingsEditor settings,
            Consumer<TemplateDraft> changed) {
        this.analyse = analyse;
        this.changed = changed;
        this.settings = settings;
        this.settingsDetails = new Details("Generation settings saved with the template", settings);
        name.setMaxLength(TemplateDraft.MAX_NAME);
        name.setWidthFull();
        text.setMaxLength(TemplateAnalysis.MAX_TEXT);
        text.setWidthFull();
        text.setMinRows(3);
        text.setHelperText(
                "[slots], {variables}, {one|or|another}, {3::often|rarely}, {@snippets}; begins with [trigger]");
        binder.forField(name).asRequired("Please give the template a name").bind("name");
        binder.forField(text).bind("text");
        Div words = Styled.div("slot-words");
        for (PromptSlot slot : FREE) {
            TextField field = new TextField(slot.token());
            field.setHelperText(slot.meaning());
            field.setMaxLength(TemplateAnalysis.MAX_WORDS);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            binder.forField(field).bind(slot.word());
            words.add(field);
        }
        binder.forField(variables).bind("variables");
        binder.forField(settings).bind("settings");
        name.setValueChangeMode(ValueChangeMode.LAZY);
        EagerTextAreas.in(text);
        binder.addValueChangeListener(event -> follow());
        settingsDetails.setWidthFull();
        add(name, text, insertButtons(), problems, undescribed, tokens, words, variables, settingsDetails);
    }

    private Div insertButtons() {
        Div row = Styled.div("actions secondary-text", new Span("Insert"));
        for (PromptSlot slot : PromptSlot.values()) {
            Button insert = Buttons.inline(slot.token(), event -> insert(slot));
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

    private void follow() {
        if (showing) {
            return;
        }
        TemplateDraft draft = current();
        TemplateAnalysis analysis = analyse.apply(draft);
        problems.show(analysis.problems());
        showUndescribed(analysis, draft);
        String longest = analysis.longestPrompt();
        tokens.setText(
                "At its longest " + TextEncoder.CLIP_L.inWords(longest) + ", " + TextEncoder.T5_XXL.inWords(longest)
                        + ", before the trigger word goes in. Estimated from the shape of the words.");
        changed.accept(draft);
    }

    private void showUndescribed(TemplateAnalysis analysis, TemplateDraft draft) {
        undescribed.removeAll();
        Set<String> unknown = new LinkedHashSet<>(analysis.composition().variables());
        unknown.removeAll(draft.variables().stream().map(PromptVariable::name).collect(Collectors.toSet()));
        unknown.forEach(variable -> {
            Button describe = Buttons.inline("Define {" + variable + "}", event -> {
                variables.describe(variable);
                follow();
            });
            undescribed.add(describe);
        });
        undescribed.setVisible(!unknown.isEmpty());
    }

    TemplateDraft current() {
        return new TemplateDraft(
                name.getValue(),
                text.getValue(),
                words(PromptSlot.SCENE),
                words(PromptSlot.LIGHTING),
                words(PromptSlot.CAMERA),
                words(PromptSlot.STYLE),
                variables.getValue(),
                settings.getValue());
    }

    private String words(PromptSlot slot) {
        return binder.getBinding(slot.word())
                .map(binding -> String.valueOf(binding.getField().getValue()))
                .orElse("");
    }

    void show(TemplateDraft draft) {
        showing = true;
        binder.readRecord(draft);
        showing = false;
        settingsDetails.setOpened(!draft.settings().equals(TemplateSettings.NONE));
        follow();
    }

    boolean submit(Consumer<TemplateDraft> action) {
        if (!binder.validate().isOk()) {
            return false;
        }
        try {
            TemplateDraft draft = binder.writeRecord();
            return guard(() -> action.accept(draft));
        } catch (ValidationException invalid) {
            return false;
        }
    }

    boolean guard(Runnable action) {
        return ErrorMessages.guard(
                property -> binder.getBinding(property.equals("loras") ? "settings" : property)
                        .map(binding -> binding.getField()),
                action);
    }
}
