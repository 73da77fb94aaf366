package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
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

    private static final Set<String> LORA_LOADERS = Set.of("LoraLoaderModelOnly", "LoraLoader");
    private static final String BOTH_ENCODERS = "CLIPTextEncodeFlux";
    /** What nodes that hold nothing but a text call it. */
    private static final List<String> TEXT_INPUTS = List.of("value", "text", "string", "String");

    static final String POWER_LOADER = "Power Lora Loader (rgthree)";
    private static final BigInteger MOST_SEED = BigInteger.valueOf(Long.MAX_VALUE);

    private static final Set<String> UNDERSTOOD = Set.of(
            "UNETLoader",
            "DualCLIPLoader",
            "VAELoader",
            "CheckpointLoaderSimple",
            "LoraLoaderModelOnly",
            "LoraLoader",
            "CLIPTextEncode",
            "CLIPTextEncodeFlux",
            "FluxGuidance",
            "EmptySD3LatentImage",
            "EmptyLatentImage",
            "KSampler",
            "VAEDecode",
            "SaveImage",
            "PreviewImage",
            "RandomNoise",
            "BasicGuider",
            "KSamplerSelect",
            "BasicScheduler",
            "SamplerCustomAdvanced",
            "ModelSamplingFlux",
            POWER_LOADER);

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
            return new Reading(ComfyWorkflow.graph(read)).read();
        }
        ObjectNode graph = read.path("prompt") instanceof ObjectNode inner ? inner : read;
        if (graph.size() > MOST_NODES) {
            throw new DomainException.RuleViolation("This graph has more than " + MOST_NODES + " nodes.");
        }
        return new Reading(graph).read();
    }

    /** One graph; links are followed against the flow, each node at most once. */
    private static final class Reading {
        private final ObjectNode graph;

        Reading(ObjectNode graph) {
            this.graph = graph;
        }

        ImportedPrompt read() {
            JsonNode sampler = first("KSampler")
                    .or(() -> first("SamplerCustomAdvanced"))
                    .orElseThrow(() -> new DomainException.RuleViolation(
                            "This graph has no KSampler and no SamplerCustomAdvanced."));
            JsonNode guider = source(sampler, "guider").orElse(sampler);
            JsonNode conditioning = source(guider, "positive")
                    .or(() -> source(guider, "conditioning"))
                    .orElseThrow(Reading::noPrompt);
            Upstream upstream = upstream(conditioning, "conditioning");
            JsonNode scheduler = source(sampler, "sigmas").orElse(sampler);
            JsonNode noise = source(sampler, "noise").orElse(sampler);
            JsonNode latent = source(sampler, "latent_image").orElse(sampler);
            List<String> remarks = new ArrayList<>(notUnderstood());
            JsonNode selected = source(sampler, "sampler").orElse(sampler);
            other(selected, "sampler_name", "euler", "sampler", remarks);
            other(scheduler, "scheduler", "simple", "scheduler", remarks);
            int batch = input(latent, "batch_size").asInt(1);
            if (batch > 1) {
                remarks.add("The batch size " + batch + " was left out: one picture per prompt is kept.");
            }
            double denoise = input(scheduler, "denoise").asDouble(1);
            if (denoise < 1) {
                remarks.add("The denoise of " + denoise + " was left out: pictures begin from noise here.");
            }
            double cfg = input(guider, "cfg").asDouble(1);
            if (cfg > 1) {
                remarks.add("The cfg of " + cfg + " was left out: it is for negative prompts.");
            }
            String words = Emphasis.COMFYUI.plain(words(upstream).orElseThrow(Reading::noPrompt), remarks);
            return new ImportedPrompt(
                    new FilledPrompt(
                            words,
                            loras(source(guider, "model"), remarks),
                            upstream.find("FluxGuidance", "guidance")
                                    .or(() -> upstream.find(BOTH_ENCODERS, "guidance"))
                                    .map(value -> value.asDouble(FilledPrompt.DEFAULT_GUIDANCE))
                                    .filter(value -> Double.isFinite(value) && value >= 0)
                                    .orElse(FilledPrompt.DEFAULT_GUIDANCE),
                            atLeastOne(input(scheduler, "steps"), FilledPrompt.DEFAULT_STEPS),
                            atLeastOne(input(latent, "width"), FilledPrompt.DEFAULT_SIDE),
                            atLeastOne(input(latent, "height"), FilledPrompt.DEFAULT_SIDE),
                            seed(noise, remarks)),
                    remarks);
        }

        /** The encoder for both of FLUX's text encoders has two texts: T5 reads the details. */
        private Optional<String> words(Upstream upstream) {
            return written(upstream.find("CLIPTextEncode", "text"))
                    .or(() -> written(upstream.find(BOTH_ENCODERS, "t5xxl")))
                    .or(() -> written(upstream.find(BOTH_ENCODERS, "clip_l")));
        }

        private Optional<String> written(Optional<JsonNode> value) {
            return value.map(found -> found.isArray() && !found.isEmpty()
                            ? typed(graph.path(found.get(0).asString("")))
                            : found)
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .filter(found -> !found.isBlank());
        }

        private static JsonNode typed(JsonNode node) {
            return TEXT_INPUTS.stream()
                    .map(name -> input(node, name))
                    .filter(JsonNode::isString)
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }

        private static DomainException.RuleViolation noPrompt() {
            return new DomainException.RuleViolation(
                    "The sampler of this graph has no CLIPTextEncode with words before it.");
        }

        private Optional<JsonNode> first(String type) {
            return graph.values().stream()
                    .filter(node -> type(node).equals(type))
                    .findFirst();
        }

        private static String type(JsonNode node) {
            return node.path("class_type").asString("");
        }

        private static JsonNode input(JsonNode node, String name) {
            return node.path("inputs").path(name);
        }

        private Optional<JsonNode> source(JsonNode node, String input) {
            JsonNode link = input(node, input);
            return link.isArray() && !link.isEmpty()
                    ? Optional.of(graph.path(link.get(0).asString(""))).filter(JsonNode::isObject)
                    : Optional.empty();
        }

        private record Upstream(List<JsonNode> nodes) {
            Optional<JsonNode> find(String type, String input) {
                return nodes.stream()
                        .filter(node -> type(node).equals(type))
                        .map(node -> input(node, input))
                        .filter(value -> !value.isMissingNode())
                        .findFirst();
            }
        }

        private Upstream upstream(JsonNode from, String input) {
            List<JsonNode> found = new ArrayList<>();
            Set<JsonNode> seen = new HashSet<>();
            Deque<JsonNode> next = new ArrayDeque<>(List.of(from));
            while (!next.isEmpty()) {
                JsonNode node = next.poll();
                if (seen.add(node)) {
                    found.add(node);
                    source(node, input).ifPresent(next::add);
                }
            }
            return new Upstream(found);
        }

        private List<FilledPrompt.Lora> loras(Optional<JsonNode> model, List<String> remarks) {
            List<FilledPrompt.Lora> loras = new ArrayList<>();
            if (model.isEmpty()) {
                return loras;
            }
            for (JsonNode node : upstream(model.get(), "model").nodes()) {
                if (type(node).equals(POWER_LOADER)) {
                    loras.addAll(0, powerLoras(node, remarks));
                }
                if (!LORA_LOADERS.contains(type(node))) {
                    continue;
                }
                String name = input(node, "lora_name").asString("").replaceFirst("^.*[/\\\\]", "");
                double strength = input(node, "strength_model").asDouble(1);
                if (name.isBlank() || !Double.isFinite(strength)) {
                    remarks.add("A LoRA loader without a file was left out.");
                } else {
                    double clip = input(node, "strength_clip").asDouble(strength);
                    loras.addFirst(lora(name, strength, clip, remarks));
                }
            }
            return loras;
        }

        private static FilledPrompt.Lora lora(String name, double strength, double clip, List<String> remarks) {
            if (clip != strength) {
                remarks.add(name + ": its strength of " + clip + " for the text encoder was left out; " + strength
                        + " counts for both.");
            }
            return new FilledPrompt.Lora(name, new Strength(strength), null);
        }

        /** One node that holds many LoRAs, each in an input of its own. */
        private static List<FilledPrompt.Lora> powerLoras(JsonNode node, List<String> remarks) {
            List<FilledPrompt.Lora> loras = new ArrayList<>();
            for (JsonNode entry : node.path("inputs")) {
                String name = entry.path("lora").asString("").replaceFirst("^.*[/\\\\]", "");
                double strength = entry.path("strength").asDouble(1);
                if (name.isBlank() || name.equals("None") || !Double.isFinite(strength)) {
                    continue;
                }
                if (entry.path("on").asBoolean(true)) {
                    loras.add(lora(name, strength, entry.path("strengthTwo").asDouble(strength), remarks));
                } else {
                    remarks.add(name + " is switched off in its loader and was left out.");
                }
            }
            return loras;
        }

        private Set<String> notUnderstood() {
            Set<String> words = new TreeSet<>();
            graph.values().stream()
                    .map(Reading::type)
                    .filter(type -> !UNDERSTOOD.contains(type))
                    .forEach(type -> words.add("The node "
                            + (type.isEmpty() ? "without a type" : PromptJson.brief(type)) + " was left out."));
            return words;
        }

        private static int atLeastOne(JsonNode value, int otherwise) {
            return value.isNumber() && value.asInt(0) >= 1 ? value.asInt() : otherwise;
        }

        private static void other(JsonNode node, String input, String usual, String what, List<String> remarks) {
            String said = input(node, input).asString("");
            if (!said.isEmpty() && !said.equals(usual)) {
                remarks.add(
                        "The " + what + " “" + PromptJson.brief(said) + "” was left out; exports use " + usual + ".");
            }
        }

        private static @Nullable Long seed(JsonNode noise, List<String> remarks) {
            JsonNode said = input(noise, "seed").isMissingNode() ? input(noise, "noise_seed") : input(noise, "seed");
            if (said.isIntegralNumber() && said.bigIntegerValue().compareTo(MOST_SEED) > 0) {
                remarks.add(PlainNumbers.tooLarge(said.asString()));
            }
            return said.isIntegralNumber() && said.canConvertToLong() && said.asLong() >= 0
                    ? (Long) said.asLong()
                    : null;
        }
    }
}
