package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What InvokeAI writes into its pictures as {@code invokeai_metadata}. */
public final class InvokeAiFormat {
    private static final Set<String> CARRIED = Set.of(
            "positive_prompt",
            "negative_prompt",
            "steps",
            "width",
            "height",
            "seed",
            "cfg_scale",
            "guidance",
            "scheduler",
            "loras",
            // They say by what it was made.
            "app_version",
            "generation_mode",
            "rand_device");

    private InvokeAiFormat() {}

    /** Whether an object is such a text, and not a preset of the same tool. */
    public static boolean isOne(JsonNode object) {
        return object.path("positive_prompt").isString() && !object.has("name");
    }

    /** @throws DomainException.RuleViolation when there is no prompt in it */
    public static ImportedPrompt read(String text) {
        JsonNode said = PromptJson.object(text, "what InvokeAI writes into a picture");
        List<String> remarks = new ArrayList<>();
        String words = InvokeAiWeights.plain(said.path("positive_prompt").asString(""), true, remarks);
        if (words.isBlank()) {
            throw new DomainException.RuleViolation("InvokeAI wrote no prompt into this picture.");
        }
        WrittenSettings settings = new WrittenSettings(said, remarks);
        settings.leaveOut(CARRIED);
        settings.negative("negative_prompt");
        settings.other("scheduler", "euler");
        return new ImportedPrompt(
                settings.prompt(words, loras(said.path("loras"), remarks), "guidance", "cfg_scale"), remarks);
    }

    private static List<FilledPrompt.Lora> loras(JsonNode listed, List<String> remarks) {
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        for (JsonNode lora : listed) {
            // Older versions call it "lora", the oldest only name it.
            JsonNode model = lora.path("model").isMissingNode() ? lora.path("lora") : lora.path("model");
            String name = model.path("name").asString(model.path("model_name").asString(""));
            double weight = lora.path("weight").asDouble(1);
            if (name.isBlank() || !Double.isFinite(weight)) {
                remarks.add("A LoRA without a name was left out.");
            } else {
                loras.add(new FilledPrompt.Lora(
                        name.endsWith(".safetensors") ? name : name + ".safetensors", new Strength(weight), null));
            }
        }
        return loras;
    }
}
