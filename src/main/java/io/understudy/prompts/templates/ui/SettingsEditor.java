package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.stacks.ui.StackPicker;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class SettingsEditor extends CustomField<TemplateSettings> {
    private final transient CharacterService characters;
    private final transient StackableLoraService shelf;
    private final CharacterPicker character;
    private final Div loraRows = Styled.div("variable-rows");
    private final List<LoraRow> loras = new ArrayList<>();
    private final NumberField guidance = new NumberField("Guidance");
    private final IntegerField steps = new IntegerField("Steps");
    private final IntegerField width = new IntegerField("Width, px");
    private final IntegerField height = new IntegerField("Height, px");
    private final TextField seed = new TextField("Seed");

    SettingsEditor(CharacterService characters, StackableLoraService shelf, StackService stacks) {
        super(TemplateSettings.NONE);
        this.characters = characters;
        this.shelf = shelf;
        character = new CharacterPicker("Written for", characters);
        character.setPlaceholder("every character");
        setWidthFull();
        guidance.setPlaceholder("3.5");
        steps.setPlaceholder("28");
        width.setPlaceholder("1024");
        height.setPlaceholder("1024");
        width.setStep(16);
        height.setStep(16);
        seed.setPlaceholder("any");
        seed.setAllowedCharPattern("[0-9]");
        seed.setMaxLength(18);
        List.of(guidance, steps, width, height, seed, character).forEach(this::follow);
        Div numbers = Styled.div("setting-fields", character, guidance, steps, width, height, seed);
        Button another = Buttons.inline("Add a LoRA", VaadinIcon.PLUS.create(), event -> {
            add(new TemplateLora(StackRole.STYLE, "", StackRole.STYLE.usualStrength()), Map.of());
            updateValue();
        });
        StackPicker stack = new StackPicker("", stacks, shelf, this::takeOver);
        stack.setAriaLabel("Use a saved stack");
        stack.setPlaceholder("Use a saved stack");
        stack.setWidth("15rem");
        add(numbers, loraRows, Styled.div("actions", another, stack));
    }

    private void takeOver(StackDetails stack) {
        TemplateSettings now = generateModelValue();
        TemplateSettings taken =
                now.withStack(stack.plan(), shelf.resolve(stack.plan().loras()));
        setPresentationValue(taken);
        updateValue();
    }

    private void follow(AbstractField<?, ?> field) {
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                updateValue();
            }
        });
    }

    @Override
    protected TemplateSettings generateModelValue() {
        CharacterSummary chosen = character.getValue();
        return new TemplateSettings(
                chosen == null ? null : chosen.id(),
                loras.stream().map(LoraRow::lora).toList(),
                guidance.getValue(),
                steps.getValue(),
                width.getValue(),
                height.getValue(),
                seed.getValue().isBlank() ? null : Long.valueOf(seed.getValue()));
    }

    @Override
    protected void setPresentationValue(TemplateSettings settings) {
        character.setValue(summary(settings.character()));
        loras.clear();
        loraRows.removeAll();
        Map<String, StackableLora> known =
                shelf.named(settings.loras().stream().map(TemplateLora::file).toList());
        settings.loras().forEach(lora -> add(lora, known));
        guidance.setValue(settings.guidance());
        steps.setValue(settings.steps());
        width.setValue(settings.width());
        height.setValue(settings.height());
        seed.setValue(settings.seed() == null ? "" : settings.seed().toString());
    }

    private @Nullable CharacterSummary summary(@Nullable CharacterId id) {
        Map<CharacterId, CharacterSummary> found = id == null ? Map.of() : characters.byIds(List.of(id));
        return id == null ? null : found.get(id);
    }

    /** @param known LoRAs by name in lower case */
    private void add(TemplateLora lora, Map<String, StackableLora> known) {
        LoraRow row = new LoraRow(
                shelf, lora, known.get(StackableLoraService.key(lora.file())), this::updateValue, this::remove);
        loras.add(row);
        loraRows.add(row);
    }

    private void remove(LoraRow row) {
        loras.remove(row);
        loraRows.remove(row);
        updateValue();
    }
}
