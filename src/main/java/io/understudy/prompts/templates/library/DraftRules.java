package io.understudy.prompts.templates.library;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

public final class DraftRules {
    static final int MOST_VARIABLES = 20;
    static final int MOST_SUGGESTIONS = 30;
    static final int MAX_VALUE = 200;

    private DraftRules() {}

    /** @param named the LoRAs that the draft names and that are here, by {@link StackableLoraService#key} */
    public static TemplateDraft check(TemplateDraft draft, Snippets snippets, Map<String, StackableLora> named) {
        StackCheck.mixture(draft.settings().loras().stream()
                        .map(lora -> named.get(StackableLoraService.key(lora.file())))
                        .filter(Objects::nonNull)
                        .toList())
                .ifPresent(words -> {
                    throw RuleViolation.in("loras", words + " Take one of them out.");
                });
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        draft.words().forEach((slot, text) -> words.put(slot, plain(text)));
        TemplateDraft tidy = new TemplateDraft(
                        name(draft.name()), plain(draft.text()), "", "", "", "", List.of(), settings(draft.settings()))
                .saying(words)
                .with(variables(draft.variables()));
        TemplateAnalysis.of(tidy.source(), snippets).firstError().ifPresent(problem -> {
            throw RuleViolation.in(problem.field(), problem.located());
        });
        return tidy;
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    static String name(String name) {
        String plain = name.strip();
        require(!plain.isEmpty(), "name", "Please give the template a name, such as “Portrait, soft light”.");
        require(
                plain.length() <= TemplateDraft.MAX_NAME && Wording.isVisible(plain),
                "name",
                "A name has at most " + TemplateDraft.MAX_NAME + " characters and no line breaks.");
        return plain;
    }

    private static List<PromptVariable> variables(List<PromptVariable> variables) {
        require(
                variables.size() <= MOST_VARIABLES,
                "variables",
                "A template has at most " + MOST_VARIABLES + " variables, this one " + variables.size() + ".");
        Set<String> names = new HashSet<>();
        return variables.stream().map(variable -> variable(variable, names)).toList();
    }

    private static PromptVariable variable(PromptVariable variable, Set<String> names) {
        String name = variable.name().strip().toLowerCase(Locale.ROOT);
        require(
                PromptParser.NAME.matcher(name).matches(),
                "variables",
                "“" + variable.name() + "” cannot name a variable: letters, digits, - and _, beginning with a letter.");
        require(names.add(name), "variables", "The variable {" + name + "} is defined twice.");
        List<String> suggestions = variable.suggestions().stream()
                .map(DraftRules::plain)
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .toList();
        require(
                suggestions.size() <= MOST_SUGGESTIONS,
                "variables",
                "{" + name + "} has " + suggestions.size() + " suggestions; at most " + MOST_SUGGESTIONS + ".");
        String usual = plain(variable.usual());
        for (String value : suggestions) {
            requireShort(name, value);
        }
        requireShort(name, usual);
        return new PromptVariable(name, usual, suggestions);
    }

    private static void requireShort(String name, String value) {
        require(
                value.length() <= MAX_VALUE,
                "variables",
                "The words for {" + name + "} have at most " + MAX_VALUE + " characters, these " + value.length()
                        + ". Longer words that templates share are a snippet.");
    }

    private static TemplateSettings settings(TemplateSettings settings) {
        require(
                settings.loras().size() <= TemplateSettings.MOST_LORAS,
                "loras",
                "A template has at most " + TemplateSettings.MOST_LORAS + " LoRAs.");
        for (TemplateLora lora : settings.loras()) {
            lora.strength().checked("loras");
            require(
                    lora.isOfTheCharacter() || !lora.file().isBlank(),
                    "loras",
                    "Only the LoRA of a character can be left to production: name the file.");
            require(
                    lora.file().length() <= 120 && lora.file().matches("[^<>:\"|?*\\p{Cntrl}]*"),
                    "loras",
                    "“" + lora.file() + "” cannot name a LoRA file.");
        }
        requireIn("Guidance", settings.guidance(), 0, 35);
        requireIn("Steps", settings.steps(), 1, 150);
        requireSide("width", settings.width());
        requireSide("height", settings.height());
        require(
                (settings.width() == null) == (settings.height() == null),
                "settings",
                "Give both sides of the picture, or none.");
        Long seed = settings.seed();
        require(seed == null || seed >= 0, "settings", "A seed is 0 or a positive whole number.");
        return settings;
    }

    private static void requireSide(String side, @Nullable Integer pixels) {
        require(
                pixels == null || pixels >= 64 && pixels <= 4096 && pixels % 16 == 0,
                "settings",
                "The " + side + " is a multiple of 16 from 64 to 4096 pixels, not " + pixels + ".");
    }

    private static void requireIn(String what, @Nullable Number value, double least, double most) {
        require(
                value == null || value.doubleValue() >= least && value.doubleValue() <= most,
                "settings",
                what + " is from " + (int) least + " to " + (int) most + ", not " + value + ".");
    }
}
