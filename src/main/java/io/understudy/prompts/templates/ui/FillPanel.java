package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.guide.KnownIssue;
import io.understudy.prompts.language.PromptVariable;
import io.understudy.prompts.templates.FillRequest;
import io.understudy.prompts.templates.FillService;
import io.understudy.prompts.templates.FilledTemplate;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.shared.ui.CopyButton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the template that is being edited with a character and words for its variables, ready to be copied. */
class FillPanel extends Div {
    private final transient FillService filling;
    private final CharacterPicker character;
    private final Div variableFields = new Div();
    private final Map<String, ComboBox<String>> variables = new LinkedHashMap<>();
    private final Button another = new Button("Choose again", VaadinIcon.REFRESH.create());
    private final PromptPreview preview = new PromptPreview();
    private final TextArea finished = new TextArea("Finished prompt");
    private final LoraLines loras = new LoraLines();
    private TemplateDraft draft = TemplateDraft.empty();
    private List<PromptVariable> offered = List.of();
    private long seed;

    FillPanel(CharacterService characters, FillService filling) {
        this.filling = filling;
        addClassName("panel");
        character = new CharacterPicker("Character", characters);
        character.setHelperText("Trigger word, subject and production LoRA go in");
        character.setWidthFull();
        character.addValueChangeListener(event -> fill());
        variableFields.addClassName("fill-variables");
        another.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        another.setTooltipText("Takes other alternatives of {one|or|another}");
        another.addClickListener(event -> {
            seed++;
            fill();
        });
        preview.getElement().setAttribute("role", "status");
        preview.getElement().setAttribute("aria-label", "Preview");
        finished.setReadOnly(true);
        finished.setWidthFull();
        Paragraph hint = new Paragraph(KnownIssue.DOES_NOT_ACTIVATE.fix() + ".");
        hint.addClassName("secondary-text");
        add(
                new H2("Fill with a character"),
                character,
                variableFields,
                preview,
                another,
                finished,
                new CopyButton("Copy the prompt", finished),
                loras,
                hint);
        characters.recent(1).stream().findFirst().ifPresent(character::setValue);
    }

    /** Puts the character first that the template is written for. */
    void prefer(@Nullable CharacterId bound, CharacterService characters) {
        if (bound != null) {
            CharacterSummary known = characters.byIds(List.of(bound)).get(bound);
            if (known != null) {
                character.setValue(known);
            }
        }
    }

    void show(TemplateDraft template) {
        draft = template;
        if (!offered.equals(template.variables())) {
            offered = template.variables();
            showVariables();
        }
        fill();
    }

    private void showVariables() {
        Map<String, ComboBox<String>> before = Map.copyOf(variables);
        variables.clear();
        variableFields.removeAll();
        for (PromptVariable variable : offered) {
            ComboBox<String> field = new ComboBox<>(variable.token());
            field.setItems(variable.suggestions());
            field.setAllowCustomValue(true);
            field.setClearButtonVisible(true);
            field.setPlaceholder(variable.usual());
            field.setWidthFull();
            ComboBox<String> old = before.get(variable.name());
            if (old != null && old.getValue() != null) {
                field.setValue(old.getValue());
            }
            field.addCustomValueSetListener(event -> field.setValue(event.getDetail()));
            field.addValueChangeListener(event -> fill());
            variables.put(variable.name(), field);
            variableFields.add(field);
        }
    }

    private void fill() {
        CharacterSummary chosen = character.getValue();
        Map<String, String> words = new LinkedHashMap<>();
        variables.forEach((name, field) -> {
            String value = field.getValue();
            if (value != null && !value.isBlank()) {
                words.put(name, value);
            }
        });
        FillService.Filler filler = filling.forCharacter(chosen == null ? null : chosen.id());
        FillRequest request = new FillRequest(chosen == null ? null : chosen.id(), Map.of(), words, seed);
        FilledTemplate filled = filler.fill(draft, request);
        another.setVisible(filler.composition(draft).hasChoices());
        preview.show(filled.rendered().pieces());
        finished.setValue(chosen == null ? "" : filled.prompt());
        loras.show(filled);
    }
}
