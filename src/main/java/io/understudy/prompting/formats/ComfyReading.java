package io.understudy.prompting.formats;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a graph says about one prompt. Links are followed against the flow, each node at most once; what belongs to other
 * passes, or to nothing, is named with its node.
 */
final class ComfyReading {
    static final String POWER_LOADER = "Power Lora Loader (rgthree)";

    private static final Set<String> SAMPLERS =
            Set.of("KSampler", "KSamplerAdvanced", "SamplerCustom", "SamplerCustomAdvanced");
    private static final Set<String> LORA_LOADERS = Set.of("LoraLoaderModelOnly", "LoraLoader");
    private static final String ENCODER = "CLIPTextEncode";
    private static final String BOTH_ENCODERS = "CLIPTextEncodeFlux";
    private static final String REROUTE = "Reroute";
    /** What nodes that hold nothing but a value call it. */
    private static final List<String> VALUE_INPUTS =
            List.of("value", "text", "string", "String", "seed", "noise_seed", "int", "float", "number");

    private static final Set<String> CONDITIONINGS =
            Set.of("conditioning", "conditioning_1", "conditioning_2", "conditioning_to", "conditioning_from");
    private static final List<String> MODEL_STRENGTHS = List.of("strength_model", "lora_model_strength", "strength");
    private static final int MOST_REROUTES = 50;

    private static final Set<String> UNDERSTOOD = Set.of(
            "UNETLoader",
            "DualCLIPLoader",
            "VAELoader",
            "CheckpointLoaderSimple",
            "LoraLoaderModelOnly",
            "LoraLoader",
            ENCODER,
            BOTH_ENCODERS,
            "FluxGuidance",
            "EmptySD3LatentImage",
            "EmptyLatentImage",
            "KSampler",
            "KSamplerAdvanced",
            "SamplerCustom",
            "VAEDecode",
            "SaveImage",
            "PreviewImage",
            "RandomNoise",
            "BasicGuider",
            "KSamplerSelect",
            "BasicScheduler",
            "SamplerCustomAdvanced",
            "ModelSamplingFlux",
            "PrimitiveNode",
            "PrimitiveString",
            "PrimitiveStringMultiline",
            "PrimitiveInt",
            "PrimitiveFloat",
            REROUTE,
            POWER_LOADER);

    private static final Pattern SAMPLER = Pattern.compile("(?i).*sampler.*");
    private static final Pattern NOTE = Pattern.compile("(?i).*note( .*)?");

    private final ObjectNode graph;
    private final List<String> remarks = new ArrayList<>();
    /** Nodes that are not known here, of which something was kept all the same. */
    private final Set<String> readInPart = new LinkedHashSet<>();

    ComfyReading(ObjectNode graph) {
        this.graph = graph;
    }

    ImportedPrompt read() {
        List<String> samplers = samplers();
        if (samplers.isEmpty()) {
            return wordsAlone();
        }
        String id = samplers.stream()
                .filter(each -> isFirstPass(each, samplers))
                .findFirst()
                .orElseGet(samplers::getFirst);
        JsonNode sampler = graph.path(id);
        JsonNode guider = source(sampler, "guider").orElse(sampler);
        Optional<String> positive = link(guider, "positive").or(() -> link(guider, "conditioning"));
        List<String> conditioning =
                positive.map(from -> upstream(from, "positive")).orElse(List.of());
        JsonNode scheduler = source(sampler, "sigmas").orElse(sampler);
        JsonNode latent = source(sampler, "latent_image").orElse(sampler);
        nameOtherSettings(sampler, guider, scheduler, latent);
        String encoder = conditioning.stream()
                .filter(each -> !words(each).isEmpty())
                .findFirst()
                .or(() -> longest(behind(positive.orElse(id))))
                .orElseThrow(ComfyReading::noPrompt);
        String words = Emphasis.COMFYUI.plain(anyWords(encoder), remarks);
        boolean known = UNDERSTOOD.contains(type(sampler));
        List<String> models = link(guider, "model")
                .map(from -> upstream(from, "model"))
                .orElseGet(() -> known ? List.of() : List.copyOf(graph.propertyNames()));
        readInPart.addAll(List.of(id, encoder));
        FilledPrompt prompt = new FilledPrompt(
                words,
                loras(models),
                guidance(conditioning),
                (int) number(scheduler, "steps", 1, FilledPrompt.DEFAULT_STEPS),
                (int) number(latent, side(latent, "width"), 1, FilledPrompt.DEFAULT_SIDE),
                (int) number(latent, side(latent, "height"), 1, FilledPrompt.DEFAULT_SIDE),
                seed(source(sampler, "noise").orElse(sampler)));
        if (!latent.equals(sampler) && input(latent, side(latent, "width")).isMissingNode()) {
            remarks.add("The size was not found, because pictures do not begin from an empty one; "
                    + FilledPrompt.DEFAULT_SIDE + " × " + FilledPrompt.DEFAULT_SIDE + " px is used.");
        }
        nameOtherWords(encoder, guider);
        nameOtherPasses(id, samplers, models);
        nameNotUnderstood();
        return new ImportedPrompt(prompt, remarks);
    }

    /** Those that are known, and others that are called so and take a prompt. */
    private List<String> samplers() {
        return graph.properties().stream()
                .filter(node -> isSampler(node.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isSampler(JsonNode node) {
        String type = type(node);
        return SAMPLERS.contains(type)
                || SAMPLER.matcher(type).matches()
                        && !UNDERSTOOD.contains(type)
                        && !type.endsWith(ComfyWorkflow.SWITCHED_OFF)
                        && (link(node, "positive").isPresent()
                                || link(node, "conditioning").isPresent()
                                || !input(node, "steps").isMissingNode());
    }

    /** Of a graph whose sampler is not recognised, the longest text and the LoRAs of its loaders. */
    private ImportedPrompt wordsAlone() {
        Set<String> negative = new LinkedHashSet<>();
        graph.propertyNames()
                .forEach(node -> inputs(node).stream()
                        .filter(input -> ComfyWords.isNegative(input.getKey()))
                        .forEach(input -> target(input.getValue()).ifPresent(from -> negative.addAll(behind(from)))));
        List<String> others = graph.propertyNames().stream()
                .filter(node -> !negative.contains(node))
                .filter(node -> !type(graph.path(node)).isEmpty()
                        && !NOTE.matcher(type(graph.path(node))).matches())
                .toList();
        String encoder = longest(others)
                .orElseThrow(
                        () -> new DomainException.RuleViolation(
                                "This graph has no KSampler and no SamplerCustomAdvanced, and no text that could be its prompt."));
        readInPart.add(encoder);
        String words = Emphasis.COMFYUI.plain(anyWords(encoder), remarks);
        remarks.add("No sampler is known in this graph: the longest text, that of " + named(encoder)
                + ", was taken. Steps, size, guidance and seed were left out.");
        FilledPrompt usual = FilledPrompt.of(words);
        FilledPrompt prompt = new FilledPrompt(
                words,
                loras(List.copyOf(graph.propertyNames())),
                usual.guidance(),
                usual.steps(),
                usual.width(),
                usual.height(),
                usual.seed());
        nameOtherWords(encoder, graph.path(encoder));
        nameNotUnderstood();
        return new ImportedPrompt(prompt, remarks);
    }

    /** Everything that an input may get its words from, whatever its nodes are called. */
    private List<String> behind(String from) {
        return reached(List.of(from), ComfyWords::mayLeadToWords);
    }

    private Optional<String> longest(List<String> nodes) {
        return nodes.stream()
                .filter(each -> !anyWords(each).isEmpty())
                .max(Comparator.comparingInt(each -> anyWords(each).length()));
    }

    /** What an encoder says, or the longest text of a node that is not known here. */
    private String anyWords(String id) {
        String words = words(id);
        return words.isEmpty() ? ComfyWords.longest(graph.path(id).path("inputs")) : words;
    }

    /** Loaders that make the empty picture, too, call it differently. */
    private static String side(JsonNode latent, String side) {
        return input(latent, side).isMissingNode()
                        && !input(latent, "empty_latent_" + side).isMissingNode()
                ? "empty_latent_" + side
                : side;
    }

    private static DomainException.RuleViolation noPrompt() {
        return new DomainException.RuleViolation(
                "The sampler of this graph has no CLIPTextEncode with words before it.");
    }

    /** Whether no other sampler comes before it. */
    private boolean isFirstPass(String id, Collection<String> samplers) {
        return reached(link(graph.path(id), "latent_image").stream().toList(), _ -> true).stream()
                .noneMatch(node -> samplers.contains(node) && !node.equals(id));
    }

    private List<String> nodes(Set<String> types) {
        return graph.properties().stream()
                .filter(node -> types.contains(type(node.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String type(JsonNode node) {
        return node.path("class_type").asString("");
    }

    private static JsonNode input(JsonNode node, String name) {
        return node.path("inputs").path(name);
    }

    private Set<Map.Entry<String, JsonNode>> inputs(String node) {
        return graph.path(node).path("inputs").properties();
    }

    /** The node to which a link leads, if it is one. */
    private Optional<String> target(JsonNode link) {
        JsonNode at = link;
        for (int hop = 0; hop < MOST_REROUTES && at.isArray() && !at.isEmpty(); hop++) {
            String id = at.get(0).asString("");
            JsonNode node = graph.path(id);
            if (!type(node).equals(REROUTE)) {
                return node.isObject() ? Optional.of(id) : Optional.empty();
            }
            at = node.path("inputs").values().stream().findFirst().orElse(MissingNode.getInstance());
        }
        return Optional.empty();
    }

    private Optional<String> link(JsonNode node, String input) {
        return target(input(node, input));
    }

    private Optional<JsonNode> source(JsonNode node, String input) {
        return link(node, input).map(graph::path);
    }

    /** The nodes from which an input gets what it holds, the nearest first. */
    private List<String> upstream(String from, String input) {
        boolean words = !input.equals("model");
        return reached(List.of(from), each -> each.equals(input) || words && CONDITIONINGS.contains(each));
    }

    /** Where links of the wanted inputs lead, from node to node. */
    private List<String> reached(List<String> from, Predicate<String> wanted) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            String node = next.poll();
            if (seen.add(node)) {
                inputs(node).stream()
                        .filter(each -> wanted.test(each.getKey()))
                        .forEach(each -> target(each.getValue()).ifPresent(next::add));
            }
        }
        return List.copyOf(seen);
    }

    /** What an encoder says to T5, which reads the details; empty for other nodes. */
    private String words(String id) {
        JsonNode node = graph.path(id);
        if (type(node).equals(ENCODER)) {
            return text(node, "text");
        }
        if (!type(node).equals(BOTH_ENCODERS)) {
            return "";
        }
        String details = text(node, "t5xxl");
        return details.isEmpty() ? text(node, "clip_l") : details;
    }

    private String text(JsonNode node, String input) {
        return value(input(node, input)).asString("").strip();
    }

    /** A value, or that of the node which holds it. */
    private JsonNode value(JsonNode said) {
        if (!said.isArray()) {
            return said;
        }
        JsonNode holder = target(said).map(graph::path).orElse(MissingNode.getInstance());
        return VALUE_INPUTS.stream()
                .map(name -> input(holder, name))
                .filter(value -> value.isValueNode() && !value.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private double guidance(List<String> conditioning) {
        return conditioning.stream()
                .map(graph::path)
                .filter(node -> !input(node, "guidance").isMissingNode())
                .findFirst()
                .map(node -> number(node, "guidance", 0, FilledPrompt.DEFAULT_GUIDANCE))
                .orElse(FilledPrompt.DEFAULT_GUIDANCE);
    }

    private double number(JsonNode node, String input, int least, double usual) {
        JsonNode said = input(node, input);
        if (said.isMissingNode()) {
            return usual;
        }
        JsonNode value = value(said);
        if (value.isNumber() && value.asDouble() >= least && value.asDouble() <= Integer.MAX_VALUE) {
            return value.asDouble();
        }
        remarks.add("The " + input + " of the " + type(node) + " "
                + (said.isArray() ? "comes from a node that is not known here" : "is no number that is known here")
                + "; " + Wording.plain(usual) + " is used.");
        return usual;
    }

    private @Nullable Long seed(JsonNode noise) {
        JsonNode said = input(noise, "seed").isMissingNode() ? input(noise, "noise_seed") : input(noise, "seed");
        JsonNode value = value(said);
        if (said.isArray() && value.isMissingNode()) {
            remarks.add("The seed was left out: it comes from a node that is not known here.");
        }
        return PlainNumbers.seed(value, remarks);
    }

    private List<FilledPrompt.Lora> loras(List<String> models) {
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        for (String id : models) {
            JsonNode node = graph.path(id);
            if (type(node).equals(POWER_LOADER)) {
                loras.addAll(0, powerLoras(node));
            }
            String name = fileName(input(node, "lora_name"));
            boolean other = !UNDERSTOOD.contains(type(node)) && !name.isBlank() && !name.equals("None");
            if (!LORA_LOADERS.contains(type(node)) && !other) {
                continue;
            }
            if (other) {
                readInPart.add(id);
            }
            JsonNode said = MODEL_STRENGTHS.stream()
                    .map(input -> input(node, input))
                    .filter(JsonNode::isNumber)
                    .findFirst()
                    .orElse(MissingNode.getInstance());
            Optional<Strength> strength = strength(said, Strength.FULL);
            if (name.isBlank() || strength.isEmpty()) {
                remarks.add("A LoRA loader without a file was left out.");
            } else {
                String ofClip = input(node, "strength_clip").isMissingNode() ? "lora_clip_strength" : "strength_clip";
                loras.addFirst(lora(name, strength.get(), input(node, ofClip)));
            }
        }
        return loras;
    }

    static String fileName(JsonNode path) {
        return path.asString("").replaceFirst("^.*[/\\\\]", "");
    }

    /** Empty where the file has no number that can be one. */
    private static Optional<Strength> strength(JsonNode said, Strength usual) {
        double value = said.asDouble(usual.value());
        return Double.isFinite(value) ? Optional.of(new Strength(value)) : Optional.empty();
    }

    /** @param ofClip what is said about the text encoder; it need not be there */
    private FilledPrompt.Lora lora(String name, Strength strength, JsonNode ofClip) {
        Strength clip = strength(ofClip, strength).orElse(strength);
        if (!clip.equals(strength)) {
            remarks.add(name + ": its strength of " + clip + " for the text encoder was left out; " + strength
                    + " counts for both.");
        }
        return new FilledPrompt.Lora(name, strength, null);
    }

    /** One node that holds many LoRAs, each in an input of its own. */
    private List<FilledPrompt.Lora> powerLoras(JsonNode node) {
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        for (JsonNode entry : node.path("inputs")) {
            String name = fileName(entry.path("lora"));
            Optional<Strength> strength = strength(entry.path("strength"), Strength.FULL);
            if (name.isBlank() || name.equals("None") || strength.isEmpty()) {
                continue;
            }
            if (entry.path("on").asBoolean(true)) {
                loras.add(lora(name, strength.get(), entry.path("strengthTwo")));
            } else {
                remarks.add(name + " is switched off in its loader and was left out.");
            }
        }
        return loras;
    }

    private void nameNotUnderstood() {
        Set<String> types = new TreeSet<>();
        List<String> files = new ArrayList<>();
        graph.properties().forEach(entry -> {
            String type = type(entry.getValue());
            if (UNDERSTOOD.contains(type)) {
                return;
            }
            boolean inPart = readInPart.contains(entry.getKey());
            types.add("The node " + (type.isEmpty() ? "without a type" : PromptJson.brief(type))
                    + (inPart ? " is not known here: only what has a usual name was read." : " was left out."));
            JsonNode inputs = entry.getValue().path("inputs");
            String kept = inPart ? fileName(inputs.path("lora_name")) : "";
            ComfyWords.weights(inputs).stream()
                    .filter(file -> !file.equals(kept))
                    .forEach(file -> files.add(
                            "The file " + PromptJson.brief(file) + " of " + named(entry.getKey()) + " was left out."));
        });
        remarks.addAll(types);
        remarks.addAll(files);
    }

    private void nameOtherSettings(JsonNode sampler, JsonNode guider, JsonNode scheduler, JsonNode latent) {
        Set<String> others = new LinkedHashSet<>();
        for (JsonNode node : List.of(source(sampler, "sampler").orElse(sampler), scheduler, sampler)) {
            ComfyValue.ofSamplers().forEach(each -> name(each, node, others));
        }
        graph.values().forEach(node -> ComfyValue.of(type(node)).forEach(each -> name(each, node, others)));
        remarks.addAll(others);
        int batch = value(input(latent, "batch_size")).asInt(1);
        if (batch > 1) {
            remarks.add("The batch size " + batch + " was left out: one picture per prompt is kept.");
        }
        double denoise = value(input(scheduler, "denoise")).asDouble(1);
        if (denoise < 1) {
            remarks.add("The denoise of " + denoise + " was left out: pictures begin from noise here.");
        }
        double cfg = value(input(guider, "cfg")).asDouble(1);
        if (cfg > 1) {
            remarks.add("The cfg of " + cfg + " was left out: it is for negative prompts.");
        }
        int start = value(input(sampler, "start_at_step")).asInt(0);
        if (start > 0) {
            remarks.add("That the sampler starts at step " + start + " was left out.");
        }
        int end = value(input(sampler, "end_at_step")).asInt(Integer.MAX_VALUE);
        if (end < value(input(scheduler, "steps")).asInt(FilledPrompt.DEFAULT_STEPS)) {
            remarks.add("That the sampler ends at step " + end + " was left out.");
        }
    }

    private void name(ComfyValue each, JsonNode node, Set<String> others) {
        each.remark(value(input(node, each.input()))).ifPresent(others::add);
    }

    private void nameOtherWords(String encoder, JsonNode guider) {
        JsonNode node = graph.path(encoder);
        String kept = anyWords(encoder);
        if (!UNDERSTOOD.contains(type(node))) {
            ComfyWords.negative(node.path("inputs")).forEach(this::nameNegative);
        }
        String briefly = type(node).equals(BOTH_ENCODERS) ? text(node, "clip_l") : kept;
        if (!briefly.isEmpty() && differs(briefly, kept)) {
            remarks.add("The words for CLIP-L, “" + PromptJson.brief(briefly) + "”, of " + named(encoder)
                    + " were left out; those for T5 are kept.");
        }
        List<String> negative =
                link(guider, "negative").map(from -> upstream(from, "negative")).orElse(List.of());
        for (String other : nodes(Set.of(ENCODER, BOTH_ENCODERS))) {
            String words = words(other);
            if (words.isEmpty() || !differs(words, kept)) {
                continue;
            }
            if (negative.contains(other)) {
                nameNegative(words);
            } else {
                remarks.add("The words “" + PromptJson.brief(words) + "” of " + named(other)
                        + " were left out: one prompt is kept.");
            }
        }
    }

    private void nameNegative(String words) {
        remarks.add("The negative prompt “" + PromptJson.brief(words) + "” was left out: FLUX does not use one.");
    }

    private static boolean differs(String words, String others) {
        return !words.replaceAll("\\s+", " ").equals(others.replaceAll("\\s+", " "));
    }

    private void nameOtherPasses(String id, List<String> samplers, List<String> models) {
        samplers.stream()
                .filter(other -> !other.equals(id))
                .forEach(other -> remarks.add("Another sampler, " + named(other)
                        + ", was left out: one pass is kept, that of " + named(id) + "."));
        for (String loader : nodes(LORA_LOADERS)) {
            String name = fileName(input(graph.path(loader), "lora_name"));
            if (!models.contains(loader) && !name.isBlank()) {
                remarks.add("The LoRA " + PromptJson.brief(name) + " of " + named(loader)
                        + " was left out: the sampler that is kept does not use it.");
            }
        }
    }

    private String named(String id) {
        return "node " + PromptJson.brief(id) + " (" + type(graph.path(id)) + ")";
    }
}
