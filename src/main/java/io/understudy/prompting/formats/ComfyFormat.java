package io.understudy.prompting.formats;

import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A graph for ComfyUI's API: FLUX.1 with one loader per LoRA, one behind the other; a LoRA that changes a text encoder gets
 * {@code LoraLoader}, any other {@code LoraLoaderModelOnly}. With cfg 1 the negative input has no effect, but the sampler
 * requires it.
 */
public final class ComfyFormat {
    private static final int SIDE_STEP = 16;
    static final int MOST_NODES = 500;
    /** Workflows hold the looks of the editor too. */
    private static final int LONGEST = 2_000_000;

    private ComfyFormat() {}

    static ExportedPrompt write(FilledPrompt prompt, ComfyModels models) {
        ObjectNode graph = PromptJson.MAPPER.createObjectNode();
        node(graph, "1", "UNETLoader", "Model")
                .put("unet_name", models.unet())
                .put("weight_dtype", models.weightDtype());
        node(graph, "2", "DualCLIPLoader", "Text encoders")
                .put("clip_name1", models.t5xxl())
                .put("clip_name2", models.clipL())
                .put("type", "flux");
        node(graph, "3", "VAELoader", "Autoencoder").put("vae_name", models.vae());
        String model = "1";
        JsonNode clip = output("2", 0);
        for (int index = 0; index < prompt.loras().size(); index++) {
            FilledPrompt.Lora lora = prompt.loras().get(index);
            String id = String.valueOf(20 + index);
            String loader = lora.textEncoder() ? "LoraLoader" : "LoraLoaderModelOnly";
            ObjectNode inputs = link(node(graph, id, loader, lora.stem()), "model", model)
                    .put("lora_name", lora.fileName())
                    .put("strength_model", lora.strength().value());
            if (lora.textEncoder()) {
                inputs.put("strength_clip", lora.strength().value()).set("clip", clip);
                clip = output(id, 1);
            }
            model = id;
        }
        node(graph, "6", "CLIPTextEncode", "Prompt")
                .put("text", Emphasis.COMFYUI.escape(prompt.text()))
                .set("clip", clip);
        link(node(graph, "7", "FluxGuidance", "Guidance").put("guidance", prompt.guidance()), "conditioning", "6");
        node(graph, "8", "EmptySD3LatentImage", "Size")
                .put("width", rounded(prompt.width()))
                .put("height", rounded(prompt.height()))
                .put("batch_size", 1);
        ObjectNode sampler = node(graph, "9", "KSampler", "Sampler");
        Long seed = prompt.seed();
        sampler.put("seed", seed == null ? 0 : seed)
                .put("steps", prompt.steps())
                .put("cfg", 1.0)
                .put("sampler_name", "euler")
                .put("scheduler", "simple")
                .put("denoise", 1.0);
        link(sampler, "model", model);
        link(sampler, "positive", "7");
        link(sampler, "negative", "6");
        link(sampler, "latent_image", "8");
        link(link(node(graph, "10", "VAEDecode", "Decode"), "samples", "9"), "vae", "3");
        link(node(graph, "11", "SaveImage", "Save").put("filename_prefix", "understudy"), "images", "10");
        return new ExportedPrompt(PromptJson.MAPPER.writeValueAsString(graph), remarks(prompt));
    }

    private static List<String> remarks(FilledPrompt prompt) {
        List<String> remarks = new ArrayList<>();
        if (!prompt.loras().isEmpty()) {
            remarks.add("Put the LoRA files into ComfyUI's folder models/loras.");
        }
        if (rounded(prompt.width()) != prompt.width() || rounded(prompt.height()) != prompt.height()) {
            remarks.add("The size became %d × %d px: ComfyUI takes multiples of 16."
                    .formatted(rounded(prompt.width()), rounded(prompt.height())));
        }
        Emphasis.nameChoices(prompt.text(), "text fields of ComfyUI's canvas", remarks);
        if (prompt.seed() == null) {
            remarks.add("No seed was set, so the graph uses 0.");
        }
        return remarks;
    }

    private static int rounded(int side) {
        return Math.max(SIDE_STEP, Math.round((float) side / SIDE_STEP) * SIDE_STEP);
    }

    private static ObjectNode node(ObjectNode graph, String id, String type, String title) {
        ObjectNode node = graph.putObject(id).put("class_type", type);
        node.putObject("_meta").put("title", title);
        return node.putObject("inputs");
    }

    private static ObjectNode link(ObjectNode inputs, String name, String from) {
        inputs.set(name, output(from, 0));
        return inputs;
    }

    private static JsonNode output(String node, int index) {
        return PromptJson.MAPPER.createArrayNode().add(node).add(index);
    }

    /**
     * Reads a graph of the API format, alone or as the {@code prompt} of a request, or a workflow of the editor: prompt, LoRAs, guidance, size, steps
     * and seed of its sampler.
     *
     * @throws DomainException.RuleViolation when it is no such graph, or has no sampler with a prompt
     */
    public static ImportedPrompt read(String text) {
        ObjectNode read = PromptJson.object(text, "a graph of ComfyUI", LONGEST);
        if (read.path("nodes").isArray()) {
            return new ComfyReading(ComfyWorkflow.graph(read)).read();
        }
        ObjectNode graph = read.path("prompt") instanceof ObjectNode inner ? inner : read;
        if (graph.size() > MOST_NODES) {
            throw new DomainException.RuleViolation("This graph has more than " + MOST_NODES + " nodes.");
        }
        return new ComfyReading(graph).read();
    }
}
