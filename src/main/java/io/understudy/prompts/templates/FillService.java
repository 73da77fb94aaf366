package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.guide.Advice;
import io.understudy.guide.PromptSlot;
import io.understudy.guide.StackRole;
import io.understudy.guide.StrengthBand;
import io.understudy.people.MembersAndSystem;
import io.understudy.prompts.language.Analysis;
import io.understudy.prompts.language.Composition;
import io.understudy.prompts.language.Filling;
import io.understudy.prompts.language.Rendered;
import io.understudy.prompts.language.Snippets;
import io.understudy.shared.Refusal;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts characters into templates: trigger word, subject, and the LoRA that is in production with its strength. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class FillService {
    private final PromptSnippets snippets;
    private final CharacterService characters;
    private final VersionService versions;

    FillService(PromptSnippets snippets, CharacterService characters, VersionService versions) {
        this.snippets = snippets;
        this.characters = characters;
        this.versions = versions;
    }

    /**
     * A template filled once.
     *
     * @throws Refusal.NotFound when there is no such character
     */
    public FilledTemplate fill(TemplateDraft template, FillRequest request) {
        return forCharacter(request.character()).fill(template, request);
    }

    /** What fills many templates with one character, reading the character and its LoRA once. */
    public Filler forCharacter(@Nullable CharacterId character) {
        CharacterSummary who = character == null ? null : characters.get(character);
        VersionCard production =
                character == null ? null : versions.production(character).orElse(null);
        return new Filler(snippets.language(), who, production);
    }

    /** Fills templates with one character as it was when this was made. */
    public static final class Filler {
        private final Snippets snippets;
        private final @Nullable CharacterSummary character;
        private final @Nullable VersionCard production;

        Filler(Snippets snippets, @Nullable CharacterSummary character, @Nullable VersionCard production) {
            this.snippets = snippets;
            this.character = character;
            this.production = production;
        }

        /** The LoRA that is in production for the character, if any. */
        public Optional<VersionCard> production() {
            return Optional.ofNullable(production);
        }

        /** The words that go in; the character's own slots cannot be overridden. */
        public Filling filling(FillRequest request) {
            Map<PromptSlot, String> slots = new EnumMap<>(PromptSlot.class);
            request.slots().forEach((slot, words) -> {
                if (!words.isBlank()) {
                    slots.put(slot, words.strip());
                }
            });
            if (character != null) {
                slots.putAll(CharacterWords.of(character, trigger(character)));
            }
            return new Filling(slots, request.variables());
        }

        /** The LoRA activates by the words that it was trained with, whatever the character is called by now. */
        private String trigger(CharacterSummary who) {
            String trained = production == null ? "" : production.origin().triggerWord();
            return trained.isBlank() ? who.triggerWord() : trained;
        }

        public Composition composition(TemplateDraft template) {
            return Analysis.of(template.source(), snippets).composition();
        }

        /** @param request its character is the one of this filler, whatever it says */
        public FilledTemplate fill(TemplateDraft template, FillRequest request) {
            Rendered rendered = composition(template).render(filling(request), request.seed());
            List<String> notes = new ArrayList<>();
            rendered.missing()
                    .forEach(name -> notes.add("{" + name + "} has no words yet, so it is left out of the prompt."));
            if (character != null && !trigger(character).equals(character.triggerWord())) {
                notes.add("The LoRA in production was trained with “" + trigger(character) + "”, so that goes in; the"
                        + " trigger word of " + character.name() + " is “" + character.triggerWord() + "” by now.");
            }
            return new FilledTemplate(rendered, loras(template.settings(), notes), template.settings(), notes);
        }

        private List<FilledLora> loras(TemplateSettings settings, List<String> notes) {
            List<FilledLora> loras = new ArrayList<>();
            if (production != null) {
                StrengthWindow window = production.strength();
                double strength = settings.loras().stream()
                        .filter(TemplateLora::isOfTheCharacter)
                        .mapToDouble(TemplateLora::strength)
                        .findFirst()
                        .orElse(window.best());
                loras.add(new FilledLora(
                        StackRole.CHARACTER,
                        production.name(),
                        production.id(),
                        strength,
                        advice(strength, window, production)));
                if (!production.fitsFlux()) {
                    notes.add(production.name() + " " + production.use() + ".");
                }
            } else if (character != null) {
                notes.add(character.name() + " has no LoRA in production yet, so the prompt goes without one.");
            }
            settings.loras().stream()
                    .filter(lora -> !lora.isOfTheCharacter())
                    .forEach(lora -> loras.add(
                            new FilledLora(lora.role(), lora.file(), null, lora.strength(), advice(lora.strength()))));
            return loras;
        }

        private static Advice advice(double strength, StrengthWindow window, VersionCard version) {
            String whose = version.stated() == null ? "the guide's window" : "the window of v" + version.number();
            return window.contains(strength)
                    ? Advice.fits("Inside " + whose + ", " + window.inWords() + ".")
                    : Advice.warning("Outside " + whose + ", " + window.inWords()
                            + ". Change it in the settings of the template, or leave it out there to take the best.");
        }

        private static Advice advice(double strength) {
            StrengthBand band = StrengthBand.of(strength);
            String words = band.range() + ": " + band.effect() + ". " + band.useCase() + ".";
            return band == StrengthBand.OVERPOWERING ? Advice.warning(words) : Advice.fits(words);
        }
    }
}
