package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.PromptFormat;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The exported graph of a picture, with an output of its own. */
final class ComfyGraph {
    private static final String FOLDER = "understudy/";

    private ComfyGraph() {}

    /**
     * A LoRA as the servers' loaders list it.
     *
     * @param textEncoder whether it changes a text encoder too
     */
    record PlacedLora(String name, boolean textEncoder) {}

    static ObjectNode of(
            GenerationTask task, TaskPicture picture, List<PlacedLora> loras, ComfyModels models, String id) {
        List<FilledPrompt.Lora> applied = new ArrayList<>();
        for (int index = 0; index < loras.size(); index++) {
            if (!picture.strengths().get(index).isNone()) {
                PlacedLora lora = loras.get(index);
                applied.add(
                        new FilledPrompt.Lora(lora.name(), picture.strengths().get(index), null, lora.textEncoder()));
            }
        }
        FilledPrompt prompt = new FilledPrompt(
                picture.prompt(),
                applied,
                task.settings().guidance(),
                task.settings().steps(),
                task.settings().width(),
                task.settings().height(),
                picture.seed());
        ObjectNode graph = (ObjectNode) JsonMapper.shared()
                .readTree(PromptFormat.COMFYUI.write(prompt, models).text());
        for (JsonNode node : graph) {
            if (node.path("class_type").asString("").equals("SaveImage")) {
                ((ObjectNode) node.path("inputs")).put("filename_prefix", FOLDER + id);
            }
        }
        return graph;
    }
}
