package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What SwarmUI writes into its pictures: {@code sui_image_params}, whose prompt is written as for A1111, with LoRAs in it
 * or listed next to it.
 */
public final class SwarmFormat {
    /** The property that says whose it is. */
    public static final String MARK = "sui_image_params";

    private static final Set<String> CARRIED = Set.of(
            "prompt",
            "negativeprompt",
            "steps",
            "width",
            "height",
            "seed",
            "cfgscale",
            "fluxguidancescale",
            "sampler",
            "scheduler",
            "loras",
            "loraweights",
            // They say when and how fast it was made, or what the size says too.
            "aspectratio",
            "swarm_version",
            "date",
            "generation_time");

    private SwarmFormat() {}

    /** @throws DomainException.RuleViolation when there is no prompt in it */
    public static ImportedPrompt read(String text) {
        JsonNode said =
                PromptJson.object(text, "what SwarmUI writes into a picture").path(MARK);
        List<String> remarks = new ArrayList<>();
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        String words = A1111Format.plain(said.path("prompt").asString(""), loras, remarks);
        if (words.isBlank()) {
            throw new DomainException.RuleViolation("SwarmUI wrote no prompt into this picture.");
        }
        listed(said, loras, remarks);
        WrittenSettings settings = new WrittenSettings(said, remarks);
        settings.leaveOut(CARRIED);
        settings.negative("negativeprompt");
        settings.other("sampler", "euler");
        settings.other("scheduler", "simple");
        return new ImportedPrompt(settings.prompt(words, loras, "fluxguidancescale", "cfgscale"), remarks);
    }

    /** Weights are in a list of their own, in the same order. */
    private static void listed(JsonNode said, List<FilledPrompt.Lora> loras, List<String> remarks) {
        JsonNode names = said.path("loras");
        for (int index = 0; index < names.size(); index++) {
            String name = names.path(index).asString("").replaceFirst("^.*[/\\\\]", "");
            String file = name.endsWith(".safetensors") ? name : name + ".safetensors";
            boolean known = loras.stream().anyMatch(lora -> lora.fileName().equals(file));
            if (name.isBlank()) {
                remarks.add("A LoRA without a name was left out.");
            } else if (!known) {
                JsonNode weight = said.path("loraweights").path(index);
                loras.add(new FilledPrompt.Lora(
                        file,
                        PlainNumbers.decimal(weight.asString(""))
                                .map(Strength::of)
                                .orElseGet(() -> {
                                    remarks.add(name + ": its strength is not a number, 1 is used.");
                                    return Strength.FULL;
                                }),
                        null));
            }
        }
    }
}
