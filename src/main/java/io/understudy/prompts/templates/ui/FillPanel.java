package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.TemplateComposition;
import io.understudy.prompts.playground.ui.PlaygroundLink;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.FilledTemplate;
import io.understudy.prompts.templates.filling.TemplateFiller;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.versions.VersionSignals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class FillPanel extends Panel {
    private final transient FillService filling;
    private final CharacterPicker character;
    private final VariableFields variables = new VariableFields(this::fill);
    private final Div slotFields = Styled.div("fill-variables");
    private final Details otherWords = new Details("Other words for a slot", slotFields);
    private final transient Map<PromptSlot, TextField> slots = new EnumMap<>(PromptSlot.class);
    private final Button another = Buttons.inline("Reroll", VaadinIcon.REFRESH.create());
    private final PromptPreview preview = new PromptPreview();
    private final PromptOutput output;
    private final LoraList loras = new LoraList();
    private final DraftKeeper typed;
    private final Anchor playground = new Anchor("", "Generate in the playground");
    private transient @Nullable PromptId saved;
    private transient @Nullable FilledTemplate shown;
    private TemplateDraft draft = TemplateDraft.empty();
    private long seed;

    /** @param key under which the browser keeps what is typed here until the prompt is copied */
    FillPanel(String key, CharacterService characters, FillService filling, VersionSignals versions) {
        super("Fill with a character");
        this.filling = filling;
        this.output = new PromptOutput(filling.comfyModels());
        character = new CharacterPicker("Character", characters);
        character.setHelperText("Trigger word, subject and production LoRA go in");
        character.setWidthFull();
        character.addValueChangeListener(event -> fill());
        otherWords.setWidthFull();
        for (PromptSlot slot : PromptSlot.values()) {
            if (!slot.comesFromCharacter()) {
                TextField field = new TextField("Instead of " + slot.token());
                field.setWidthFull();
                field.setClearButtonVisible(true);
                field.setValueChangeMode(ValueChangeMode.LAZY);
                field.addValueChangeListener(event -> fill());
                slots.put(slot, field);
                slotFields.add(field);
            }
        }
        another.setTooltipText("Picks the choices of {one|or|another} again");
        another.addClickListener(event -> {
            seed++;
            fill();
        });
        preview.getElement().setAttribute("role", "status");
        preview.getElement().setAttribute("aria-label", "Preview");
        typed = new DraftKeeper(key, character, character.kept(), variables, otherWords);
        add(typed, preview, another, output, playground, loras, new Hint(KnownIssue.DOES_NOT_ACTIVATE.fix() + "."));
        characters.recent(1).stream().findFirst().ifPresent(character::setValue);
        LiveUpdate.refresh(this, versions.changes(), this::fillIfChanged);
    }

    void recordUses(@Nullable TemplateDetails template, TemplateMetadataService marks) {
        if (template != null) {
            saved = template.id();
            output.onCopied(way -> {
                marks.used(template.id(), template.number(), way, chosen());
                typed.saved();
            });
        }
    }

    private @Nullable CharacterId chosen() {
        CharacterSummary who = character.getValue();
        return who == null ? null : who.id();
    }

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
        variables.offer(template.variables());
        fill();
    }

    /** A LoRA of it may have been recalled, reinstated or superseded. */
    private void fillIfChanged() {
        if (!filled(filler()).equals(shown)) {
            fill();
        }
    }

    private TemplateFiller filler() {
        return filling.forCharacter(chosen(), List.of(draft));
    }

    private FilledTemplate filled(TemplateFiller filler) {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        slots.forEach((slot, field) -> words.put(slot, field.getValue()));
        return filler.fill(draft, new FillRequest(chosen(), words, variables.values(), seed));
    }

    private void fill() {
        TemplateFiller filler = filler();
        FilledTemplate filled = filled(filler);
        shown = filled;
        TemplateComposition composition = filler.composition(draft);
        another.setVisible(composition.hasChoices());
        slots.forEach((slot, field) -> {
            field.setVisible(composition.slots().contains(slot));
            field.setPlaceholder(draft.words().getOrDefault(slot, ""));
        });
        preview.show(filled.rendered().pieces());
        output.show(chosen() == null ? null : filled);
        loras.show(filled);
        playground.setVisible(chosen() != null);
        playground.setHref(link(filled).path());
    }

    private PlaygroundLink link(FilledTemplate filled) {
        TemplateSettings settings = filled.settings();
        return new PlaygroundLink(
                filled.prompt(),
                filled.plan(),
                saved,
                null,
                settings.guidance(),
                settings.steps(),
                settings.width(),
                settings.height(),
                settings.seed());
    }
}
