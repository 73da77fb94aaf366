package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterSummary;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class FilledLoraList {
    private final @Nullable CharacterSummary character;
    private final @Nullable VersionCard production;
    private final Map<String, StackableLora> named;

    FilledLoraList(
            @Nullable CharacterSummary character, @Nullable VersionCard production, Map<String, StackableLora> named) {
        this.character = character;
        this.production = production;
        this.named = named;
    }

    /** The character's comes first. A version of the character that is named replaces the one in production. */
    List<FilledLora> of(TemplateSettings settings) {
        List<FilledLora> loras = new ArrayList<>();
        List<TemplateLora> others = settings.loras().stream()
                .filter(lora -> !lora.isOfTheCharacter())
                .toList();
        if (production != null && others.stream().noneMatch(this::isOfThisCharacter)) {
            loras.add(inProduction(production, settings));
        }
        others.stream().filter(this::isOfThisCharacter).map(this::filled).forEach(loras::add);
        others.stream()
                .filter(lora -> !isOfThisCharacter(lora))
                .map(this::filled)
                .forEach(loras::add);
        return loras;
    }

    private FilledLora inProduction(VersionCard version, TemplateSettings settings) {
        Strength strength = settings.loras().stream()
                .filter(TemplateLora::isOfTheCharacter)
                .map(TemplateLora::strength)
                .findFirst()
                .orElse(version.strength().best());
        StackableLora known = known(version.name());
        return new FilledLora(
                StackRole.CHARACTER,
                version.name(),
                new LoraRef.Version(version.id()),
                null,
                known != null && known.verdict().textEncoder(),
                strength,
                advice(strength, version),
                !version.recalled());
    }

    private FilledLora filled(TemplateLora lora) {
        StackableLora known = known(lora.file());
        return new FilledLora(
                lora.role(),
                known == null ? lora.file() : known.name(),
                known == null ? null : known.ref(),
                known == null ? null : known.address(),
                known != null && known.verdict().textEncoder(),
                lora.strength(),
                advice(lora.strength()),
                known == null || known.refusal().isEmpty());
    }

    private boolean isOfThisCharacter(TemplateLora lora) {
        StackableLora known = known(lora.file());
        return known != null && character != null && character.id().equals(known.character());
    }

    private @Nullable StackableLora known(String name) {
        return named.get(StackableLoraService.key(name));
    }

    /** Why these cannot be used: a broken file, or LoRAs for different models; empty when nothing speaks against it. */
    Optional<String> refusal(List<FilledLora> loras) {
        return StackCheck.refusal(here(loras));
    }

    private List<StackableLora> here(List<FilledLora> loras) {
        return loras.stream()
                .map(lora -> known(lora.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    List<String> notes(List<FilledLora> loras, String prompt) {
        List<String> notes = new ArrayList<>();
        if (production != null && !production.fitsFlux()) {
            notes.add(production.name() + " " + production.use() + ".");
        }
        if (character != null && loras.stream().noneMatch(lora -> lora.role() == StackRole.CHARACTER)) {
            notes.add(character.name() + " has no LoRA in production yet, so the prompt goes without one.");
        }
        notes.addAll(StackCheck.doubts(here(loras)));
        for (FilledLora lora : loras) {
            StackableLora known = known(lora.name());
            if (known != null && production != null && known.ref().equals(new LoraRef.Version(production.id()))) {
                continue;
            }
            if (known != null) {
                standing(known).ifPresent(notes::add);
                trigger(known, prompt).ifPresent(notes::add);
            } else if (lora.lora() == null && !lora.name().isBlank()) {
                notes.add("“" + lora.name() + "” is not in the LoRA library, so only its name is passed on and the"
                        + " playground generates without it. Add its file to the library to change that.");
            }
        }
        return notes;
    }

    private static Optional<String> trigger(StackableLora lora, String prompt) {
        TriggerWord trigger = lora.triggerWord();
        boolean said = prompt.toLowerCase(Locale.ROOT).contains(trigger.key());
        return said
                ? Optional.empty()
                : Optional.of(lora.name() + " answers to “" + trigger + "”, which the prompt does not say.");
    }

    private static Optional<String> standing(StackableLora lora) {
        StackableLora.Replacement instead = lora.replacement();
        String use = instead == null ? "" : " " + instead.name() + " is in production instead.";
        return switch (lora.standing()) {
            case USABLE -> Optional.empty();
            case SUPERSEDED -> Optional.of(lora.name() + " was superseded." + use);
            case NOT_APPROVED -> Optional.of(lora.name() + " is not approved for production." + use);
            case CONTRADICTED -> Optional.of(contradicted(lora.name()));
            case RECALLED -> Optional.of(lora.name() + " is recalled: it cannot generate pictures." + use);
            case REVOKED, REMOVED ->
                Optional.of(lora.name() + " was withdrawn: it can no longer generate pictures." + use);
        };
    }

    static String contradicted(String name) {
        return name + " is called approved, but its decisions contradict the audit trail: do not rely on it. Its page"
                + " says more.";
    }

    private static Advice advice(Strength strength, VersionCard version) {
        StrengthWindow window = version.strength();
        String whose = version.stated() == null ? "the guide's window" : "the window of v" + version.number();
        return window.contains(strength)
                ? Advice.fits("Inside " + whose + ", " + window.inWords() + ".")
                : Advice.warning("Outside " + whose + ", " + window.inWords()
                        + ". Change it in the settings of the template, or leave it out there to take the best.");
    }

    private static Advice advice(Strength strength) {
        StrengthBand band = StrengthBand.of(strength);
        String words = band.range() + ": " + band.effect() + ". " + band.useCase() + ".";
        return band == StrengthBand.OVERPOWERING ? Advice.warning(words) : Advice.fits(words);
    }
}
