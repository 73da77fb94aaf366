package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.Filling;
import io.understudy.prompting.language.RenderedPrompt;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompting.language.TemplateComposition;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.versions.VersionCard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public final class TemplateFiller {
    private final Snippets snippets;
    private final @Nullable CharacterSummary character;
    private final @Nullable VersionCard production;
    private final FilledLoraList stacked;

    TemplateFiller(
            Snippets snippets,
            @Nullable CharacterSummary character,
            @Nullable VersionCard production,
            Map<String, StackableLora> named) {
        this.snippets = snippets;
        this.character = character;
        this.production = production;
        this.stacked = new FilledLoraList(character, production, named);
    }

    public Filling filling(FillRequest request) {
        Map<PromptSlot, String> slots = new EnumMap<>(PromptSlot.class);
        request.slots().forEach((slot, words) -> {
            if (!words.isBlank()) {
                slots.put(slot, words.strip());
            }
        });
        if (character != null) {
            slots.putAll(CharacterPromptValues.of(character, trigger(character)));
        }
        return new Filling(slots, request.variables());
    }

    /** The LoRA activates by the words that it was trained with, whatever the character is called by now. */
    private TriggerWord trigger(CharacterSummary who) {
        return production == null || production.triggerWord().isEmpty() ? who.triggerWord() : production.triggerWord();
    }

    public TemplateComposition composition(TemplateDraft template) {
        return TemplateAnalysis.of(template.source(), snippets).composition();
    }

    /** @param request its character is the one of this filler, whatever it says */
    public FilledTemplate fill(TemplateDraft template, FillRequest request) {
        RenderedPrompt rendered = composition(template).render(filling(request), request.seed());
        List<String> notes = new ArrayList<>();
        rendered.missing()
                .forEach(name -> notes.add("{" + name + "} has no words yet, so it is left out of the prompt."));
        if (character != null && !trigger(character).equals(character.triggerWord())) {
            notes.add("The LoRA in production was trained with “" + trigger(character) + "”, so that goes in; the"
                    + " trigger word of " + character.name() + " is “" + character.triggerWord() + "” by now.");
        }
        if (production != null && production.contradicted()) {
            notes.add(FilledLoraList.contradicted(production.name()));
        }
        if (production != null && production.recalled()) {
            notes.add(production.name() + " is in production but recalled, because photos it was trained on must not be"
                    + " used: it cannot generate pictures. Its page says why.");
        }
        List<FilledLora> loras = stacked.of(template.settings());
        notes.addAll(stacked.notes(loras, rendered.text()));
        return new FilledTemplate(
                rendered, loras, template.settings(), stacked.refusal(loras).orElse(null), notes);
    }
}
