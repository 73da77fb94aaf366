package io.understudy.prompting.formats;

import io.understudy.platform.core.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One input of a node that a template has no place for.
 *
 * @param usual values that change nothing, because exports use the same
 * @param instead what exports use
 */
record ComfyValue(String input, String what, Set<String> usual, String instead) {
    private static final String SETTINGS = "the one that Settings names";
    private static final Set<String> ENCODERS = Set.of(ComfyModels.USUAL.t5xxl(), ComfyModels.USUAL.clipL());
    /** Numbers of sliders are not exact: 1.1500000000000001. */
    private static final double EXACT = 1000;

    private static final Map<String, List<ComfyValue>> OF_NODES = Map.of(
            "CheckpointLoaderSimple",
            List.of(new ComfyValue(
                    "ckpt_name",
                    "checkpoint",
                    Set.of(),
                    "FLUX.1, so what was made for another model will look different")),
            "UNETLoader",
            List.of(
                    new ComfyValue("unet_name", "model", Set.of(ComfyModels.USUAL.unet()), SETTINGS),
                    new ComfyValue("weight_dtype", "weight type", Set.of(ComfyModels.USUAL.weightDtype()), SETTINGS)),
            "DualCLIPLoader",
            List.of(
                    new ComfyValue("clip_name1", "text encoder", ENCODERS, SETTINGS),
                    new ComfyValue("clip_name2", "text encoder", ENCODERS, SETTINGS),
                    new ComfyValue("type", "text encoder type", Set.of("flux"), "flux"),
                    new ComfyValue("device", "text encoder device", Set.of("default"), "default")),
            "VAELoader",
            List.of(new ComfyValue("vae_name", "autoencoder", Set.of(ComfyModels.USUAL.vae()), SETTINGS)),
            "ModelSamplingFlux",
            List.of(
                    new ComfyValue("max_shift", "max_shift", Set.of("1.15"), "1.15"),
                    new ComfyValue("base_shift", "base_shift", Set.of("0.5"), "0.5"),
                    new ComfyValue("width", "width for the shift", Set.of("1024"), "1024"),
                    new ComfyValue("height", "height for the shift", Set.of("1024"), "1024")));

    private static final List<ComfyValue> OF_SAMPLERS = List.of(
            new ComfyValue("sampler_name", "sampler", Set.of("euler"), "euler"),
            new ComfyValue("scheduler", "scheduler", Set.of("simple"), "simple"),
            new ComfyValue("add_noise", "add_noise", Set.of("enable", "true"), "enable"),
            new ComfyValue(
                    "return_with_leftover_noise", "return_with_leftover_noise", Set.of("disable", "false"), "disable"));

    /** What a node of any pass holds, or nothing for nodes whose values are kept. */
    static List<ComfyValue> of(String type) {
        return OF_NODES.getOrDefault(type, List.of());
    }

    /** What the sampler that is kept holds, or the nodes that it takes its sampler and its steps from. */
    static List<ComfyValue> ofSamplers() {
        return OF_SAMPLERS;
    }

    Optional<String> remark(JsonNode value) {
        String said = value.isNumber()
                ? Wording.plain(Math.round(value.asDouble() * EXACT) / EXACT)
                : ComfyReading.fileName(value);
        return said.isEmpty() || usual.contains(said)
                ? Optional.empty()
                : Optional.of(
                        "The " + what + " “" + PromptJson.brief(said) + "” was left out; exports use " + instead + ".");
    }
}
