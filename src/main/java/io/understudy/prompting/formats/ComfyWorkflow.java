package io.understudy.prompting.formats;

import io.understudy.platform.core.DomainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workflow as ComfyUI's editor saves it, and as it is stored in pictures: values are in it without their names, which
 * are known here for the nodes that are understood.
 */
final class ComfyWorkflow {
    private static final String CONTROL = "control_after_generate";
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;

    private static final Map<String, List<String>> WIDGETS = Map.ofEntries(
            Map.entry("CLIPTextEncode", List.of("text")),
            Map.entry("CLIPTextEncodeFlux", List.of("clip_l", "t5xxl", "guidance")),
            Map.entry("FluxGuidance", List.of("guidance")),
            Map.entry("LoraLoaderModelOnly", List.of("lora_name", "strength_model")),
            Map.entry("LoraLoader", List.of("lora_name", "strength_model", "strength_clip")),
            Map.entry("EmptySD3LatentImage", List.of("width", "height", "batch_size")),
            Map.entry("EmptyLatentImage", List.of("width", "height", "batch_size")),
            Map.entry("KSampler", List.of("seed", CONTROL, "steps", "cfg", "sampler_name", "scheduler", "denoise")),
            Map.entry("RandomNoise", List.of("noise_seed", CONTROL)),
            Map.entry("KSamplerSelect", List.of("sampler_name")),
            Map.entry("BasicScheduler", List.of("scheduler", "steps", "denoise")),
            Map.entry("PrimitiveString", List.of("value")),
            Map.entry("PrimitiveStringMultiline", List.of("value")));

    private ComfyWorkflow() {}

    /**
     * The same in the API format. Muted and bypassed nodes stay as links only, so that what lies behind them is found.
     *
     * @throws DomainException.RuleViolation when it has too many nodes
     */
    static ObjectNode graph(ObjectNode workflow) {
        JsonNode nodes = workflow.path("nodes");
        if (nodes.size() > ComfyFormat.MOST_NODES) {
            throw new DomainException.RuleViolation(
                    "This workflow has more than " + ComfyFormat.MOST_NODES + " nodes.");
        }
        Map<String, String> sources = new HashMap<>();
        workflow.path("links").forEach(link -> {
            if (link.isArray()) {
                sources.put(text(link.path(0)), text(link.path(1)));
            } else {
                sources.put(text(link.path("id")), text(link.path("origin_id")));
            }
        });
        ObjectNode graph = PromptJson.MAPPER.createObjectNode();
        nodes.forEach(node -> add(graph, node, sources));
        return graph;
    }

    private static void add(ObjectNode graph, JsonNode node, Map<String, String> sources) {
        String type = node.path("type").asString("");
        int mode = node.path("mode").asInt(0);
        boolean off = mode == MUTED || mode == BYPASSED;
        ObjectNode inputs = graph.putObject(text(node.path("id")))
                .put("class_type", off ? type + ", switched off," : type)
                .putObject("inputs");
        JsonNode values = node.path("widgets_values");
        List<String> names = WIDGETS.getOrDefault(type, List.of());
        for (int index = 0; index < names.size() && !off; index++) {
            JsonNode value = values.isArray() ? values.path(index) : values.path(names.get(index));
            if (!value.isMissingNode() && !names.get(index).equals(CONTROL)) {
                inputs.set(names.get(index), value);
            }
        }
        if (type.equals(ComfyFormat.POWER_LOADER) && !off) {
            for (int index = 0; index < values.size(); index++) {
                if (values.path(index).has("lora")) {
                    inputs.set("lora_" + index, values.path(index));
                }
            }
        }
        node.path("inputs").forEach(input -> {
            String source = sources.get(text(input.path("link")));
            if (source != null && !input.path("link").isNull()) {
                inputs.putArray(input.path("name").asString("")).add(source).add(0);
            }
        });
    }

    private static String text(JsonNode id) {
        return id.isValueNode() ? id.asString("") : "";
    }
}
