package io.understudy.lora.layers;

import io.understudy.lora.BaseModel;
import io.understudy.lora.ModelPart;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a model with their sizes, from the published model code of FLUX.1 and FLUX.2 and from the miniature.
 *
 * @param doubles blocks with separate streams for picture and text
 * @param singles blocks with one stream
 * @param hidden  values per token
 * @param mlp     width inside the feed-forward part
 * @param gated   whether the feed-forward part computes twice its width and multiplies the halves
 * @param flux1   FLUX.1 alone: modulation in every block, CLIP-L and T5-XXL, single blocks split by diffusers
 * @param latent  values per picture token
 * @param context values per text token
 */
public record Geometry(
        BaseModel model,
        int doubles,
        int singles,
        long hidden,
        long mlp,
        boolean gated,
        boolean flux1,
        long latent,
        long context) {
    public record Size(long in, long out) {}

    public static final List<Geometry> ALL = List.of(
            new Geometry(BaseModel.FLUX1_DEV, 19, 38, 3072, 4 * 3072, false, true, 64, 4096),
            new Geometry(BaseModel.FLUX2_DEV, 8, 48, 6144, 3 * 6144, true, false, 128, 15360),
            new Geometry(BaseModel.FLUX2_KLEIN_9B, 8, 24, 4096, 3 * 4096, true, false, 128, 12288),
            new Geometry(BaseModel.FLUX2_KLEIN_4B, 5, 20, 3072, 3 * 3072, true, false, 128, 7680),
            new Geometry(BaseModel.MINIATURE, 0, 6, 192, 768, false, false, 16, 0));

    private static final int CLIP_LAYERS = 12;
    private static final long CLIP_WIDTH = 768;
    private static final int T5_LAYERS = 24;
    private static final long T5_WIDTH = 4096;
    private static final long T5_HIDDEN = 10240;
    private static final long TIME_FREQUENCIES = 256;

    public static Geometry of(BaseModel model) {
        return ALL.stream().filter(one -> one.model == model).findFirst().orElseThrow();
    }

    public Optional<Size> size(ModuleSite site) {
        int blocks =
                switch (site.part()) {
                    case DOUBLE -> doubles;
                    case SINGLE -> singles;
                    case CLIP -> flux1 ? CLIP_LAYERS : 0;
                    case T5 -> flux1 ? T5_LAYERS : 0;
                    case OTHER -> 1;
                };
        if (site.block() >= blocks) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (site.part()) {
                    case DOUBLE -> doubleSizes().get(site.role().replaceFirst("^(img|txt)_", ""));
                    case SINGLE -> singleSizes().get(site.role());
                    case CLIP -> CLIP_SIZES.get(site.role());
                    case T5 -> T5_SIZES.get(site.role());
                    case OTHER -> otherSizes().get(site.role());
                });
    }

    /** Whether the modules are in every block of each row of blocks that they touch at all. */
    public boolean isComplete(List<LoraModule> modules) {
        Map<ModelPart, Set<Integer>> touched = new EnumMap<>(ModelPart.class);
        modules.forEach(module -> module.site()
                .filter(site -> site.part() == ModelPart.DOUBLE || site.part() == ModelPart.SINGLE)
                .ifPresent(site -> touched.computeIfAbsent(site.part(), part -> new HashSet<>())
                        .add(site.block())));
        return !touched.isEmpty()
                && touched.entrySet().stream()
                        .allMatch(part ->
                                part.getValue().size() == (part.getKey() == ModelPart.DOUBLE ? doubles : singles));
    }

    /**
     * Every block layer that a complete LoRA of this model changes.
     *
     * @param split whether fused layers are given as slices, the way diffusers names them
     */
    public List<ModuleSite> complete(boolean split) {
        List<ModuleSite> sites = new ArrayList<>();
        for (int block = 0; block < doubles; block++) {
            for (String stream : List.of("img_", "txt_")) {
                for (String role : doubleRoles(split)) {
                    sites.add(new ModuleSite(ModelPart.DOUBLE, block, stream + role));
                }
            }
        }
        for (int block = 0; block < singles; block++) {
            for (String role : singleRoles(split)) {
                sites.add(new ModuleSite(ModelPart.SINGLE, block, role));
            }
        }
        return sites;
    }

    private List<String> doubleRoles(boolean split) {
        List<String> roles = new ArrayList<>(split ? List.of("attn.q", "attn.k", "attn.v") : List.of("attn.qkv"));
        roles.addAll(List.of("attn.proj", "mlp.0", "mlp.2"));
        if (flux1) {
            roles.add("mod.lin");
        }
        return roles;
    }

    private List<String> singleRoles(boolean split) {
        if (!flux1) {
            return List.of("linear1", "linear2");
        }
        return split
                ? List.of("q", "k", "v", "mlp", "linear2", "modulation.lin")
                : List.of("linear1", "linear2", "modulation.lin");
    }

    private Map<String, Size> doubleSizes() {
        Size square = new Size(hidden, hidden);
        Map<String, Size> sizes = new HashMap<>(Map.of(
                "attn.qkv", new Size(hidden, 3 * hidden),
                "attn.q", square,
                "attn.k", square,
                "attn.v", square,
                "attn.proj", square,
                "mlp.0", new Size(hidden, gatedWidth()),
                "mlp.2", new Size(mlp, hidden)));
        if (flux1) {
            sizes.put("mod.lin", new Size(hidden, 6 * hidden));
        }
        return sizes;
    }

    private Map<String, Size> singleSizes() {
        Size square = new Size(hidden, hidden);
        Map<String, Size> sizes = new HashMap<>(Map.of(
                "linear1", new Size(hidden, 3 * hidden + gatedWidth()), "linear2", new Size(hidden + mlp, hidden)));
        if (flux1) {
            sizes.putAll(Map.of(
                    "qkv",
                    new Size(hidden, 3 * hidden),
                    "q",
                    square,
                    "k",
                    square,
                    "v",
                    square,
                    "mlp",
                    new Size(hidden, mlp),
                    "modulation.lin",
                    new Size(hidden, 3 * hidden)));
        }
        return sizes;
    }

    private Map<String, Size> otherSizes() {
        if (model == BaseModel.MINIATURE) {
            return Map.of();
        }
        Map<String, Size> sizes = new HashMap<>(Map.of(
                "img_in", new Size(latent, hidden),
                "txt_in", new Size(context, hidden),
                "time_in.in_layer", new Size(TIME_FREQUENCIES, hidden),
                "time_in.out_layer", new Size(hidden, hidden),
                "guidance_in.in_layer", new Size(TIME_FREQUENCIES, hidden),
                "guidance_in.out_layer", new Size(hidden, hidden),
                "final_layer.linear", new Size(hidden, latent),
                "final_layer.modulation", new Size(hidden, 2 * hidden)));
        if (flux1) {
            sizes.put("vector_in.in_layer", new Size(CLIP_WIDTH, hidden));
            sizes.put("vector_in.out_layer", new Size(hidden, hidden));
            sizes.put("control.img_in", new Size(2 * latent, hidden));
        } else {
            sizes.put("double_modulation.img", new Size(hidden, 6 * hidden));
            sizes.put("double_modulation.txt", new Size(hidden, 6 * hidden));
            sizes.put("single_modulation", new Size(hidden, 3 * hidden));
        }
        return sizes;
    }

    private long gatedWidth() {
        return gated ? 2 * mlp : mlp;
    }

    private static final Map<String, Size> CLIP_SIZES = Map.of(
            "q", new Size(CLIP_WIDTH, CLIP_WIDTH),
            "k", new Size(CLIP_WIDTH, CLIP_WIDTH),
            "v", new Size(CLIP_WIDTH, CLIP_WIDTH),
            "out", new Size(CLIP_WIDTH, CLIP_WIDTH),
            "fc1", new Size(CLIP_WIDTH, 4 * CLIP_WIDTH),
            "fc2", new Size(4 * CLIP_WIDTH, CLIP_WIDTH));

    private static final Map<String, Size> T5_SIZES = Map.of(
            "q", new Size(T5_WIDTH, T5_WIDTH),
            "k", new Size(T5_WIDTH, T5_WIDTH),
            "v", new Size(T5_WIDTH, T5_WIDTH),
            "o", new Size(T5_WIDTH, T5_WIDTH),
            "wi_0", new Size(T5_WIDTH, T5_HIDDEN),
            "wi_1", new Size(T5_WIDTH, T5_HIDDEN),
            "wo", new Size(T5_HIDDEN, T5_WIDTH));
}
