package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

public final class FalFormat {
    /** Placeholder where fal needs the address of a LoRA file and nobody stated one. */
    static final String NO_ADDRESS = "ADDRESS-OF:";

    private static final int MOST_STEPS = 50;
    private static final double MOST_GUIDANCE = 35;
    private static final double MOST_STRENGTH = 4;
    private static final int MOST_OF_A_NUMBER = 1000;

    private record Size(int width, int height) {}

    private static final String PRESET_WHEN_UNSAID = "landscape_4_3";
    private static final Map<String, Size> PRESETS = Map.of(
            "square_hd",
            new Size(1024, 1024),
            "square",
            new Size(512, 512),
            "portrait_4_3",
            new Size(768, 1024),
            "portrait_16_9",
            new Size(576, 1024),
            PRESET_WHEN_UNSAID,
            new Size(1024, 768),
            "landscape_16_9",
            new Size(1024, 576));
    private static final Set<String> KNOWN =
            Set.of("prompt", "image_size", "num_inference_steps", "guidance_scale", "seed", "loras", "num_images");

    private FalFormat() {}

    static ExportedPrompt write(FilledPrompt prompt) {
        List<String> remarks = new ArrayList<>();
        ObjectNode input = PromptJson.MAPPER.createObjectNode();
        input.put("prompt", prompt.text());
        input.putObject("image_size").put("width", prompt.width()).put("height", prompt.height());
        input.put("num_inference_steps", prompt.steps());
        input.put("guidance_scale", prompt.guidance());
        input.put("num_images", 1);
        if (prompt.seed() != null) {
            input.put("seed", prompt.seed());
        }
        var loras = input.putArray("loras");
        for (FilledPrompt.Lora lora : prompt.loras()) {
            String address = lora.address();
            if (address == null) {
                remarks.add(
                        "Put an address that fal.ai can reach in the place of " + NO_ADDRESS + lora.fileName() + ".");
            }
            if (lora.strength().value() < 0 || lora.strength().value() > MOST_STRENGTH) {
                remarks.add(lora.fileName() + ": fal.ai takes strengths from 0 to 4, not "
                        + lora.strength().plain() + ".");
            }
            loras.addObject()
                    .put("path", address == null ? NO_ADDRESS + lora.fileName() : address)
                    .put("scale", lora.strength().value());
        }
        if (prompt.steps() > MOST_STEPS) {
            remarks.add("fal.ai makes at most " + MOST_STEPS + " steps, not " + prompt.steps() + ".");
        }
        if (prompt.guidance() < 0 || prompt.guidance() > MOST_GUIDANCE) {
            remarks.add("fal.ai takes a guidance from 0 to 35, not " + Wording.plain(prompt.guidance()) + ".");
        }
        return new ExportedPrompt(PromptJson.MAPPER.writeValueAsString(input), remarks);
    }

    /**
     * Reads an input of fal's FLUX endpoints.
     *
     * @throws DomainException.RuleViolation when the text is no such input
     */
    public static ImportedPrompt read(String text) {
        ObjectNode input = PromptJson.object(text, "an input of fal.ai");
        List<String> remarks = new ArrayList<>();
        JsonNode words = input.path("prompt");
        if (!words.isString() || words.asString().isBlank()) {
            throw new DomainException.RuleViolation(
                    "An input of fal.ai has the prompt in “prompt”; this one has none.");
        }
        input.propertyNames().stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name -> remarks.add("“" + PromptJson.brief(name) + "” is not kept."));
        if (input.path("num_images").asInt(1) > 1) {
            remarks.add("One picture per prompt is kept, not "
                    + input.path("num_images").asInt() + ".");
        }
        Size size = size(input.path("image_size"), remarks);
        return new ImportedPrompt(
                new FilledPrompt(
                        words.asString(),
                        loras(input.path("loras"), remarks),
                        number(input, "guidance_scale", 0, remarks).orElse(FilledPrompt.DEFAULT_GUIDANCE),
                        number(input, "num_inference_steps", 1, remarks)
                                .map(Double::intValue)
                                .orElse(FilledPrompt.DEFAULT_STEPS),
                        size.width(),
                        size.height(),
                        PlainNumbers.seed(input.path("seed"), remarks)),
                remarks);
    }

    private static Size size(JsonNode said, List<String> remarks) {
        if (said.isString() && PRESETS.containsKey(said.asString())) {
            return PRESETS.get(said.asString());
        }
        int width = said.path("width").asInt(0);
        int height = said.path("height").asInt(0);
        if (width >= 1 && height >= 1) {
            return new Size(width, height);
        }
        if (!said.isMissingNode()) {
            remarks.add("The size was not understood; " + PRESET_WHEN_UNSAID + " is used.");
        }
        return Objects.requireNonNull(PRESETS.get(PRESET_WHEN_UNSAID));
    }

    private static Optional<Double> number(JsonNode input, String field, int least, List<String> remarks) {
        JsonNode said = input.path(field);
        if (said.isMissingNode() || said.isNull()) {
            return Optional.empty();
        }
        if (!said.isNumber() || !Double.isFinite(said.asDouble())) {
            remarks.add("“" + field + "” is not a number; the usual value is used.");
            return Optional.empty();
        }
        if (said.asDouble() < least || said.asDouble() > MOST_OF_A_NUMBER) {
            remarks.add("“" + field + "” is " + PromptJson.brief(said.asString()) + ", not a number from " + least
                    + " to " + MOST_OF_A_NUMBER + "; the usual value is used.");
            return Optional.empty();
        }
        return Optional.of(said.asDouble());
    }

    private static List<FilledPrompt.Lora> loras(JsonNode listed, List<String> remarks) {
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        for (JsonNode lora : listed) {
            String path = lora.path("path").asString("");
            String name = path.startsWith(NO_ADDRESS)
                    ? path.substring(NO_ADDRESS.length())
                    : path.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
            JsonNode said = lora.path("scale");
            double scale = said.asDouble(1);
            if (!said.isMissingNode() && !said.isNumber()) {
                remarks.add(PromptJson.brief(name) + ": its strength " + PromptJson.brief(said.toString())
                        + " is not a number, " + Wording.plain(Double.isFinite(scale) ? scale : 1) + " is used.");
            }
            if (name.isBlank() || !Double.isFinite(scale)) {
                remarks.add("A LoRA without a path was left out.");
            } else {
                loras.add(new FilledPrompt.Lora(name, new Strength(scale), path.startsWith(NO_ADDRESS) ? null : path));
            }
        }
        return loras;
    }
}
