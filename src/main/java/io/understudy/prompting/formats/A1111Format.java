package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The text that AUTOMATIC1111's web UI and Forge write next to a picture and take back with their paste button: the
 * prompt with {@code <lora:name:strength>}, perhaps a negative prompt, and a line of settings. FLUX's guidance is
 * Forge's "Distilled CFG Scale"; the CFG scale itself stays at 1.
 */
public final class A1111Format {
    private static final Pattern NETWORK = Pattern.compile("<([A-Za-z]+):([^<>]{1,300})>");
    private static final Pattern SETTINGS = Pattern.compile("(?m)^Steps: *[0-9]+.*$");
    private static final Pattern SETTING = Pattern.compile("([A-Za-z][A-Za-z0-9 ]{0,40}): *(\"[^\"]*\"|[^,]*)(?:,|$)");
    private static final Pattern NEGATIVE = Pattern.compile("(?m)^Negative prompt:");
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[:<>,]");
    private static final Pattern RESOURCES = Pattern.compile("Civitai resources: *(\\[.*?])(?:, *[A-Z]|$)");
    private static final Set<String> CARRIED = Set.of(
            "civitai resources",
            "steps",
            "sampler",
            "schedule type",
            "cfg scale",
            "distilled cfg scale",
            "seed",
            "size");

    private static final int MOST_SHOWN = 60;

    private A1111Format() {}

    static ExportedPrompt write(FilledPrompt prompt) {
        List<String> remarks = new ArrayList<>();
        Emphasis.nameChoices(prompt.text(), "A1111 and Forge with dynamic prompts", remarks);
        StringBuilder text = new StringBuilder(words(prompt.text(), prompt.loras(), remarks));
        text.append("\nSteps: ").append(prompt.steps());
        text.append(", Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: ");
        text.append(Wording.plain(prompt.guidance()));
        text.append(", Seed: ")
                .append(prompt.seed() == null ? "-1" : prompt.seed().toString());
        text.append(", Size: ").append(prompt.width()).append('x').append(prompt.height());
        return new ExportedPrompt(text.toString().strip(), remarks);
    }

    public static String words(String words, List<FilledPrompt.Lora> loras, List<String> remarks) {
        StringBuilder text = new StringBuilder(Emphasis.A1111.escape(words));
        if (NETWORK.matcher(words).find()) {
            remarks.add("The words contain something like <name:value>, which these tools take for an extra network.");
        }
        if (DividedPrompt.isOne(words)) {
            remarks.add("The words contain BREAK or AND in capitals, which divide a prompt in these tools.");
        }
        for (FilledPrompt.Lora lora : loras) {
            String name = NOT_IN_A_NAME.matcher(lora.stem()).replaceAll("_");
            if (!name.equals(lora.stem())) {
                remarks.add("Rename the file " + lora.fileName() + " to " + name
                        + ".safetensors: these tools cannot name it otherwise.");
            }
            text.append(" <lora:")
                    .append(name)
                    .append(':')
                    .append(lora.strength().plain())
                    .append('>');
        }
        return text.toString();
    }

    /**
     * Reads a prompt with or without a line of settings.
     *
     * @throws DomainException.RuleViolation when it is too long or has no words
     */
    public static ImportedPrompt read(String text) {
        if (text.length() > PromptJson.LONGEST) {
            throw new DomainException.RuleViolation(
                    "That is too long for a prompt: at most " + PromptJson.LONGEST + " characters.");
        }
        List<String> remarks = new ArrayList<>();
        String body = text;
        Map<String, String> settings = Map.of();
        MatchResult line = last(SETTINGS.matcher(body));
        if (line != null) {
            settings = settings(line.group());
            body = body.substring(0, line.start());
        }
        Matcher negative = NEGATIVE.matcher(body);
        if (negative.find()) {
            if (!body.substring(negative.end()).isBlank()) {
                remarks.add("The negative prompt was left out: FLUX does not use one.");
            }
            body = body.substring(0, negative.start());
        }
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        String words = plain(body, loras, remarks);
        if (words.isBlank()) {
            throw new DomainException.RuleViolation("There are no words before the settings: a prompt needs some.");
        }
        new TreeMap<>(settings).forEach((name, value) -> {
            if (!CARRIED.contains(name)) {
                boolean brief = !value.isEmpty() && value.length() <= MOST_SHOWN;
                remarks.add("“" + name + "” is not kept" + (brief ? ": " + value : "") + ".");
            }
        });
        other(settings, "sampler", "Euler", remarks);
        other(settings, "schedule type", "Simple", remarks);
        civitai(line == null ? "" : line.group(), loras, remarks);
        String guidance = settings.getOrDefault("distilled cfg scale", "");
        Optional<Double> scale = PlainNumbers.decimal(settings.getOrDefault("cfg scale", ""));
        if (guidance.isEmpty() && settings.keySet().stream().anyMatch(name -> name.startsWith("civitai"))) {
            // Civitai calls FLUX's guidance the CFG scale.
            guidance = settings.getOrDefault("cfg scale", "");
        } else if (scale.filter(value -> value != 1).isPresent()) {
            remarks.add("The CFG scale was left out, which was " + Wording.plain(scale.orElseThrow())
                    + ": it is for negative prompts. FLUX has a guidance of its own, here "
                    + (guidance.isEmpty() ? Wording.plain(FilledPrompt.DEFAULT_GUIDANCE) : guidance) + ".");
        }
        String seed = settings.getOrDefault("seed", "");
        if (seed.matches("[0-9]+") && PlainNumbers.seed(seed).isEmpty()) {
            remarks.add(PlainNumbers.tooLarge(seed));
        }
        String[] size = settings.getOrDefault("size", "").split("x", 2);
        return new ImportedPrompt(
                new FilledPrompt(
                        words,
                        loras,
                        PlainNumbers.decimal(guidance)
                                .filter(value -> value >= 0)
                                .orElse(FilledPrompt.DEFAULT_GUIDANCE),
                        PlainNumbers.whole(settings.getOrDefault("steps", ""), 1)
                                .orElse(FilledPrompt.DEFAULT_STEPS),
                        PlainNumbers.whole(size[0], 1).orElse(FilledPrompt.DEFAULT_SIDE),
                        PlainNumbers.whole(size.length < 2 ? "" : size[1], 1).orElse(FilledPrompt.DEFAULT_SIDE),
                        PlainNumbers.seed(seed).orElse(null)),
                remarks);
    }

    private static void other(Map<String, String> settings, String name, String usual, List<String> remarks) {
        String said = settings.getOrDefault(name, usual);
        if (!said.equalsIgnoreCase(usual) && !said.equals("Undefined") && !said.equals("Automatic")) {
            remarks.add("The " + name + " “" + PromptJson.brief(said) + "” was left out; exports use " + usual + ".");
        }
    }

    /** Civitai names what was used by its own numbers, not by files. */
    private static void civitai(String line, List<FilledPrompt.Lora> loras, List<String> remarks) {
        Matcher list = RESOURCES.matcher(line);
        if (!list.find()) {
            return;
        }
        try {
            for (JsonNode resource : PromptJson.MAPPER.readTree(list.group(1))) {
                String name = resource.path("modelName").asString("");
                boolean known = loras.stream().anyMatch(lora -> lora.stem().equals(name));
                if (!known) {
                    remarks.add("Civitai's " + resource.path("type").asString("resource") + " “"
                            + PromptJson.brief(name.isEmpty() ? "version " + resource.path("modelVersionId") : name)
                            + "”"
                            + (resource.has("weight")
                                    ? " at " + resource.path("weight").asString()
                                    : "")
                            + " was left out: it has no file name. Add its file by hand.");
                }
            }
        } catch (JacksonException cutOff) {
            remarks.add("The list of Civitai resources cannot be read and was left out.");
        }
    }

    private static @Nullable MatchResult last(Matcher matcher) {
        return matcher.results().reduce((before, after) -> after).orElse(null);
    }

    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new HashMap<>();
        SETTING.matcher(line)
                .results()
                .forEach(found -> settings.putIfAbsent(
                        found.group(1).strip().toLowerCase(Locale.ROOT),
                        found.group(2).strip().replaceAll("^\"|\"$", "")));
        return settings;
    }

    private static void take(String kind, String value, List<FilledPrompt.Lora> loras, List<String> remarks) {
        if (!kind.equalsIgnoreCase("lora")) {
            remarks.add("<" + kind + ":…> was left out: only LoRAs are known here.");
            return;
        }
        String[] parts = value.split(":");
        String name = parts.length == 0 ? "" : parts[0].strip();
        if (name.isEmpty()) {
            remarks.add("A LoRA without a name was left out.");
            return;
        }
        List<String> strengths = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                strengths.add(part.strip());
            } else {
                named.put(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        if (strengths.size() > 1) {
            remarks.add(name + ": only its first strength is kept.");
        }
        String encoder =
                Optional.ofNullable(named.remove("te")).orElse(strengths.isEmpty() ? "1" : strengths.getFirst());
        String model = Optional.ofNullable(named.remove("unet")).orElse(encoder);
        if (!model.equals(encoder) && PlainNumbers.decimal(model).isPresent()) {
            remarks.add(name + ": its strength of " + PromptJson.brief(encoder) + " for the text encoder was left out; "
                    + PromptJson.brief(model) + " counts for both.");
        }
        named.forEach(
                (key, said) -> remarks.add(name + ": “" + PromptJson.brief(key + "=" + said) + "” was left out."));
        Strength strength = PlainNumbers.decimal(model).map(Strength::of).orElseGet(() -> {
            remarks.add(name + ": its strength is not a number, 1 is used.");
            return Strength.FULL;
        });
        loras.add(new FilledPrompt.Lora(name + ".safetensors", strength, null));
    }

    /** The words alone: LoRAs are taken out of them, emphasis is removed, and both are named where something is lost. */
    public static String plain(String words, List<FilledPrompt.Lora> loras, List<String> remarks) {
        String rest = NETWORK.matcher(words).replaceAll(found -> {
            take(found.group(1), found.group(2), loras, remarks);
            return " ";
        });
        return Emphasis.A1111.plain(DividedPrompt.joined(rest, remarks), remarks);
    }
}
