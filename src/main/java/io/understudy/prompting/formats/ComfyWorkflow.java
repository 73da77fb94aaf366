package io.understudy.prompting.formats;

import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workflow as ComfyUI's editor saves it, and as it is stored in pictures: values are in it without their names, which
 * are known here for the nodes that are understood; nodes within a subgraph are listed once and stand for each node that
 * is such a subgraph.
 */
final class ComfyWorkflow {
    /** Behind the type of a node that is muted or bypassed. */
    static final String SWITCHED_OFF = ", switched off,";

    private static final String CONTROL = "control_after_generate";
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;
    /** What stands in a subgraph for the inputs and the outputs of the node around it. */
    private static final String INPUTS = "-10";

    private static final String OUTPUTS = "-20";
    private static final int DEEPEST = 8;
    private static final int MOST_HOPS = 50;

    private static final Map<String, List<String>> WIDGETS = Map.ofEntries(
            Map.entry("CheckpointLoaderSimple", List.of("ckpt_name")),
            Map.entry("UNETLoader", List.of("unet_name", "weight_dtype")),
            Map.entry("DualCLIPLoader", List.of("clip_name1", "clip_name2", "type", "device")),
            Map.entry("VAELoader", List.of("vae_name")),
            Map.entry("ModelSamplingFlux", List.of("max_shift", "base_shift", "width", "height")),
            Map.entry("CLIPTextEncode", List.of("text")),
            Map.entry("CLIPTextEncodeFlux", List.of("clip_l", "t5xxl", "guidance")),
            Map.entry("FluxGuidance", List.of("guidance")),
            Map.entry("LoraLoaderModelOnly", List.of("lora_name", "strength_model")),
            Map.entry("LoraLoader", List.of("lora_name", "strength_model", "strength_clip")),
            Map.entry("EmptySD3LatentImage", List.of("width", "height", "batch_size")),
            Map.entry("EmptyLatentImage", List.of("width", "height", "batch_size")),
            Map.entry("KSampler", List.of("seed", CONTROL, "steps", "cfg", "sampler_name", "scheduler", "denoise")),
            Map.entry(
                    "KSamplerAdvanced",
                    List.of(
                            "add_noise",
                            "noise_seed",
                            CONTROL,
                            "steps",
                            "cfg",
                            "sampler_name",
                            "scheduler",
                            "start_at_step",
                            "end_at_step",
                            "return_with_leftover_noise")),
            Map.entry("SamplerCustom", List.of("add_noise", "noise_seed", CONTROL, "cfg")),
            Map.entry("RandomNoise", List.of("noise_seed", CONTROL)),
            Map.entry("KSamplerSelect", List.of("sampler_name")),
            Map.entry("BasicScheduler", List.of("scheduler", "steps", "denoise")),
            Map.entry("PrimitiveNode", List.of("value")),
            Map.entry("PrimitiveInt", List.of("value")),
            Map.entry("PrimitiveFloat", List.of("value")),
            Map.entry("PrimitiveString", List.of("value")),
            Map.entry("PrimitiveStringMultiline", List.of("value")));

    private record Origin(String node, int slot) {}

    private final Map<String, JsonNode> subgraphs = new HashMap<>();
    private final ObjectNode graph = PromptJson.MAPPER.createObjectNode();
    private int nodes;

    private ComfyWorkflow() {}

    /**
     * The same in the API format, in which nodes of a subgraph are called by the numbers of both, such as {@code 5:12}.
     * Muted and bypassed nodes stay as links only, so that what lies behind them is found.
     *
     * @throws DomainException.RuleViolation when it has too many nodes, or subgraphs within each other
     */
    static ObjectNode graph(ObjectNode workflow) {
        ComfyWorkflow read = new ComfyWorkflow();
        workflow.path("definitions")
                .path("subgraphs")
                .forEach(subgraph -> read.subgraphs.put(text(subgraph.path("id")), subgraph));
        read.new Canvas("", workflow, null, MissingNode.getInstance(), 0).addAll();
        return read.graph;
    }

    private static boolean isOff(JsonNode node) {
        int mode = node.path("mode").asInt(0);
        return mode == MUTED || mode == BYPASSED;
    }

    private static String text(JsonNode id) {
        return id.isValueNode() && !id.isNull() ? id.asString("") : "";
    }

    /** The nodes and links of the workflow, or those within one node. */
    private final class Canvas {
        private final String prefix;
        private final JsonNode body;
        private final @Nullable Canvas around;
        /** The node within which this is. */
        private final JsonNode holder;

        private final Map<String, Origin> origins = new HashMap<>();
        private final Map<Integer, String> outputs = new HashMap<>();
        private final Map<String, Canvas> within = new LinkedHashMap<>();

        Canvas(String prefix, JsonNode body, @Nullable Canvas around, JsonNode holder, int depth) {
            this.prefix = prefix;
            this.body = body;
            this.around = around;
            this.holder = holder;
            nodes += body.path("nodes").size();
            if (nodes > ComfyFormat.MOST_NODES) {
                throw new DomainException.RuleViolation(
                        "This workflow has more than " + ComfyFormat.MOST_NODES + " nodes.");
            }
            if (depth > DEEPEST) {
                throw new DomainException.RuleViolation(
                        "The subgraphs of this workflow are nested more than " + DEEPEST + " deep.");
            }
            body.path("links").forEach(this::link);
            for (JsonNode node : body.path("nodes")) {
                JsonNode subgraph = subgraphs.get(node.path("type").asString(""));
                if (subgraph != null && !isOff(node)) {
                    String id = text(node.path("id"));
                    within.put(id, new Canvas(prefix + id + ":", subgraph, this, node, depth + 1));
                }
            }
        }

        private void link(JsonNode link) {
            boolean listed = link.isArray();
            String id = text(listed ? link.path(0) : link.path("id"));
            JsonNode slot = listed ? link.path(2) : link.path("origin_slot");
            origins.put(id, new Origin(text(listed ? link.path(1) : link.path("origin_id")), slot.asInt(0)));
            if (text(listed ? link.path(3) : link.path("target_id")).equals(OUTPUTS)) {
                outputs.put((listed ? link.path(4) : link.path("target_slot")).asInt(0), id);
            }
        }

        void addAll() {
            for (JsonNode node : body.path("nodes")) {
                Canvas inside = within.get(text(node.path("id")));
                if (inside == null) {
                    add(node);
                } else {
                    inside.addAll();
                }
            }
        }

        private void add(JsonNode node) {
            String type = node.path("type").asString("");
            boolean off = isOff(node);
            ObjectNode inputs = graph.putObject(prefix + text(node.path("id")))
                    .put("class_type", off ? type + SWITCHED_OFF : type)
                    .putObject("inputs");
            JsonNode values = node.path("widgets_values");
            boolean known = WIDGETS.containsKey(type);
            List<String> names = known ? WIDGETS.getOrDefault(type, List.of()) : names(node, values);
            for (int index = 0; index < names.size() && !off; index++) {
                JsonNode value = values.isArray() ? values.path(index) : values.path(names.get(index));
                boolean said = known ? !value.isMissingNode() : value.isValueNode() && !value.isNull();
                if (said && !names.get(index).equals(CONTROL)) {
                    inputs.set(names.get(index), value);
                }
            }
            if (type.equals(ComfyReading.POWER_LOADER) && !off) {
                for (int index = 0; index < values.size(); index++) {
                    if (values.path(index).has("lora")) {
                        inputs.set("lora_" + index, values.path(index));
                    }
                }
            }
            for (JsonNode input : node.path("inputs")) {
                JsonNode source = source(text(input.path("link")), 0);
                if (!source.isMissingNode()) {
                    inputs.set(input.path("name").asString(""), source);
                }
            }
        }

        /** The names of a node's values where its own inputs say them, otherwise their numbers. */
        private static List<String> names(JsonNode node, JsonNode values) {
            if (values.isObject()) {
                return List.copyOf(values.propertyNames());
            }
            List<String> widgets = new ArrayList<>();
            for (JsonNode input : node.path("inputs")) {
                String name = input.path("widget").path("name").asString("");
                if (!name.isEmpty()) {
                    widgets.add(name);
                    if (name.equals("seed") || name.equals("noise_seed")) {
                        widgets.add(CONTROL);
                    }
                }
            }
            return widgets.size() == values.size()
                    ? widgets
                    : IntStream.range(0, values.size())
                            .mapToObj(index -> "widget_" + index)
                            .toList();
        }

        /** The node to which a link leads through all subgraphs, or the value that the node around this one has for it. */
        private JsonNode source(String link, int hops) {
            Origin origin = origins.get(link);
            if (origin == null || hops > MOST_HOPS) {
                return MissingNode.getInstance();
            }
            if (around != null && origin.node().equals(INPUTS)) {
                return fromAround(around, origin.slot(), hops);
            }
            Canvas inside = within.get(origin.node());
            if (inside != null) {
                return inside.source(inside.outputs.getOrDefault(origin.slot(), ""), hops + 1);
            }
            return PromptJson.MAPPER
                    .createArrayNode()
                    .add(prefix + origin.node())
                    .add(0);
        }

        private JsonNode fromAround(Canvas canvas, int slot, int hops) {
            String name = body.path("inputs").path(slot).path("name").asString("");
            int widgets = 0;
            for (JsonNode input : holder.path("inputs")) {
                boolean meant = input.path("name").asString("").equals(name);
                if (meant && !text(input.path("link")).isEmpty()) {
                    return canvas.source(text(input.path("link")), hops + 1);
                }
                if (meant) {
                    JsonNode values = holder.path("widgets_values");
                    return values.isArray() && input.has("widget") ? values.path(widgets) : values.path(name);
                }
                widgets += input.has("widget") ? 1 : 0;
            }
            return MissingNode.getInstance();
        }
    }
}
