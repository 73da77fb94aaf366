package io.understudy.lora.passport;

import io.understudy.lora.layers.LoraModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that is no target here, by the names and sizes of its layers in all spellings that ComfyUI and InvokeAI load.
 *
 * @param keyword what metadata that names the model contains, in lower case and without punctuation
 */
record KnownModel(String name, String keyword, List<Layer> layers) {
    enum Match {
        LAYER,
        UNKNOWN,
        OTHER_SIZE
    }

    /**
     * @param row    of blocks that it is in
     * @param name   of the layer, with dots as underscores; group 1 is the number of its block
     * @param blocks how many there are, 0 for a layer outside of blocks
     * @param in     inputs, 0 for any
     */
    record Layer(String row, Pattern name, int blocks, long in, long out) {
        private Match match(LoraModule module) {
            Matcher matcher = name.matcher(module.path().flat());
            if (!matcher.matches()) {
                return Match.UNKNOWN;
            }
            boolean fits = (blocks == 0 || block(matcher) < blocks)
                    && (in == 0 || module.inputs() == 0 || module.inputs() == in)
                    && (out == 0 || module.outputs() == 0 || module.outputs() == out);
            return fits ? Match.LAYER : Match.OTHER_SIZE;
        }

        private static int block(Matcher matcher) {
            return matcher.group(1).length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(1));
        }
    }

    private static final String ATTENTION = "_(?:to_[qkv]|to_out(?:_0)?)";
    private static final String JOINT_ATTENTION = "_(?:to_[qkv]|to_out(?:_0)?|add_[qkv]_proj|to_add_out)";

    static final List<KnownModel> ALL = List.of(
            dual("HunyuanVideo", "hunyuan", 3072, 20, 40, true),
            dual("HunyuanImage 2.1", "hunyuan", 3584, 20, 40, true),
            dual("HunyuanVideo 1.5", "hunyuan", 2048, 54, 0, true),
            dual("Chroma", "chroma", 3072, 19, 38, false),
            qwenImage(),
            wan("Wan 2.1 or 2.2 14B", 5120, 13824, 40),
            wan("Wan 2.1 1.3B", 1536, 8960, 30),
            wan("Wan 2.2 5B", 3072, 14336, 30),
            cogVideoX("CogVideoX 2B", 1920, 30),
            cogVideoX("CogVideoX 5B", 3072, 42),
            mochi(),
            ltx("LTX-Video 2B", 2048, 28, false),
            ltx("LTX-Video 13B", 4096, 48, false),
            ltx("LTX-2", 4096, 48, true),
            crossAttention("PixArt", "pixart", 1152, 28),
            crossAttention("Sana 0.6B", "sana", 1152, 28),
            crossAttention("Sana 1.6B", "sana", 2240, 20),
            auraFlow(),
            hiDream(),
            lumina("Z-Image", "zimage", 3840, 30, 10240, 256),
            lumina("Lumina 2", "lumina", 2304, 26, 9216, 1024),
            sd3("SD3 or SD3.5 Medium", 1536, 24),
            sd3("SD3.5 Large", 2432, 38),
            krea2(),
            cosmos());

    Match match(LoraModule module) {
        Match found = Match.UNKNOWN;
        for (Layer layer : layers) {
            Match match = layer.match(module);
            if (match == Match.LAYER) {
                return match;
            }
            if (match == Match.OTHER_SIZE) {
                found = match;
            }
        }
        return found;
    }

    /** Whether every row of blocks that the modules touch is touched from its first block to its last. */
    boolean isComplete(List<LoraModule> modules) {
        Map<String, TreeSet<Integer>> touched = new HashMap<>();
        Map<String, Integer> wanted = new HashMap<>();
        for (LoraModule module : modules) {
            for (Layer layer : layers) {
                Matcher matcher = layer.name().matcher(module.path().flat());
                if (layer.blocks() > 0 && layer.match(module) == Match.LAYER && matcher.matches()) {
                    touched.computeIfAbsent(layer.row(), row -> new TreeSet<>()).add(Layer.block(matcher));
                    wanted.put(layer.row(), layer.blocks());
                }
            }
        }
        return !touched.isEmpty()
                && touched.entrySet().stream()
                        .allMatch(row -> row.getValue().size() == wanted.getOrDefault(row.getKey(), 0));
    }

    private static final class Builder {
        private final List<Layer> layers = new ArrayList<>();

        /** @param row such as {@code double_blocks}; the number follows */
        Builder blocks(String row, int blocks, String role, long in, long out) {
            layers.add(new Layer(row, Pattern.compile(row + "_(\\d+)" + role), blocks, in, out));
            return this;
        }

        Builder outside(String name) {
            return outside(name, 0, 0);
        }

        Builder outside(String name, long in, long out) {
            layers.add(new Layer("", Pattern.compile(name), 0, in, out));
            return this;
        }

        KnownModel model(String name, String keyword) {
            return new KnownModel(name, keyword, List.copyOf(layers));
        }
    }

    /** Built like FLUX.1: blocks with two streams, then blocks with one. */
    private static KnownModel dual(
            String name, String keyword, long width, int doubles, int singles, boolean isHunyuan) {
        Builder model = new Builder()
                .blocks("double_blocks", doubles, "_(?:img|txt)_attn_qkv", width, 3 * width)
                .blocks("double_blocks", doubles, "_(?:img|txt)_attn_(?:proj|qkv_[012])", width, width)
                .blocks("double_blocks", doubles, "_(?:img|txt)_mlp_0", width, 4 * width)
                .blocks("double_blocks", doubles, "_(?:img|txt)_mlp_2", 4 * width, width)
                .blocks("single_blocks", singles, "_linear1", width, 7 * width)
                .blocks("single_blocks", singles, "_linear2", 5 * width, width)
                .blocks("single_blocks", singles, "_linear1_[012]", width, width)
                .blocks("single_blocks", singles, "_linear1_3", width, 4 * width)
                .blocks("transformer_blocks", doubles, "_attn" + JOINT_ATTENTION, width, width)
                .blocks("transformer_blocks", doubles, "_ff(?:_context)?_net_0_proj", width, 4 * width)
                .blocks("transformer_blocks", doubles, "_ff(?:_context)?_net_2", 4 * width, width)
                .blocks("single_transformer_blocks", singles, "_attn_to_[qkv]", width, width)
                .blocks("single_transformer_blocks", singles, "_proj_mlp", width, 4 * width)
                .blocks("single_transformer_blocks", singles, "_proj_out", 5 * width, width);
        if (!isHunyuan) {
            return model.outside("distilled_guidance_layer_.*|nerf_.*")
                    .outside("img_in|x_embedder", 64, width)
                    .outside("txt_in|context_embedder", 4096, width)
                    .outside("final_layer_linear|proj_out", width, 64)
                    .model(name, keyword);
        }
        return model.blocks("double_blocks", doubles, "_(?:img|txt)_mlp_fc1", width, 4 * width)
                .blocks("double_blocks", doubles, "_(?:img|txt)_mlp_fc2", 4 * width, width)
                .blocks("double_blocks", doubles, "_(?:img|txt)_mod_(?:lin|linear)", width, 6 * width)
                .blocks("single_blocks", singles, "_modulation_(?:lin|linear)", width, 3 * width)
                .blocks("transformer_blocks", doubles, "_norm1(?:_context)?_linear", width, 6 * width)
                .blocks("single_transformer_blocks", singles, "_norm_linear", width, 3 * width)
                .outside("txt_in_.*|img_in_proj|(?:time|vector|guidance)_in_.*|final_layer_.*|context_embedder_.*"
                        + "|byt5_in_.*|vision_in_.*|cond_type_embedding|norm_out_linear")
                .model(name, keyword);
    }

    private static KnownModel qwenImage() {
        return new Builder()
                .blocks("transformer_blocks", 60, "_attn" + JOINT_ATTENTION, 3072, 3072)
                .blocks("transformer_blocks", 60, "_(?:img|txt)_mlp_net_0_proj", 3072, 12288)
                .blocks("transformer_blocks", 60, "_(?:img|txt)_mlp_net_2", 12288, 3072)
                .blocks("transformer_blocks", 60, "_(?:img|txt)_mod_1", 3072, 18432)
                .outside("img_in|txt_in|time_text_embed_.*|norm_out_linear|proj_out")
                .model("Qwen-Image", "qwen");
    }

    private static KnownModel wan(String name, long width, long inner, int blocks) {
        return new Builder()
                .blocks("(?:vace_)?blocks", blocks, "_(?:self|cross)_attn_(?:[qkvo]|[kv]_img)", width, width)
                .blocks("(?:vace_)?blocks", blocks, "_attn[12]_(?:to_[qkv]|to_out(?:_0)?|add_[kv]_proj)", width, width)
                .blocks("(?:vace_)?blocks", blocks, "_ffn_(?:0|net_0_proj)", width, inner)
                .blocks("(?:vace_)?blocks", blocks, "_ffn_(?:2|net_2)", inner, width)
                .outside("text_embedding_[02]|time_embedding_[02]|time_projection_1|head_head|img_emb_proj_[13]"
                        + "|condition_embedder_.*|patch_embedding|proj_out|(?:vace_)?blocks_\\d+_(?:before|after)_proj")
                .model(name, "wan");
    }

    private static KnownModel cogVideoX(String name, long width, int blocks) {
        return new Builder()
                .blocks("(?:transformer_)?blocks", blocks, "_attn1" + ATTENTION, width, width)
                .blocks("(?:transformer_)?blocks", blocks, "_ff_net_0_proj", width, 4 * width)
                .blocks("(?:transformer_)?blocks", blocks, "_ff_net_2", 4 * width, width)
                .blocks("(?:transformer_)?blocks", blocks, "_norm[12]_linear", 512, 6 * width)
                .outside(
                        "patch_embed_(?:text_)?proj|time_embedding_linear_[12]|ofs_embedding_linear_[12]|norm_out_linear"
                                + "|proj_out")
                .model(name, "cogvideo");
    }

    private static KnownModel mochi() {
        return new Builder()
                .blocks("transformer_blocks", 48, "_attn1" + ATTENTION, 3072, 3072)
                .blocks("transformer_blocks", 48, "_attn1_add_[qkv]_proj", 1536, 3072)
                .blocks("transformer_blocks", 48, "_attn1_to_add_out", 3072, 1536)
                .blocks("transformer_blocks", 48, "_ff(?:_context)?_net_.*", 0, 0)
                .blocks("blocks", 48, "_attn_(?:qkv|proj)_[xy]", 0, 0)
                .model("Mochi 1", "mochi");
    }

    private static KnownModel ltx(String name, long width, int blocks, boolean hasSound) {
        Builder model = crossAttention(width, blocks)
                .outside("adaln_single_.*|patchify_proj|proj_(?:in|out)|caption_projection_linear_[12]|time_embed_.*");
        if (hasSound) {
            model.blocks("transformer_blocks", blocks, "_(?:audio_.*|video_to_audio_attn_.*)", 0, 0)
                    .outside("(?:av_ca|audio|av_cross_attn)_.*");
        }
        return model.model(name, "ltx");
    }

    private static KnownModel crossAttention(String name, String keyword, long width, int blocks) {
        return crossAttention(width, blocks)
                .outside("adaln_single_.*|pos_embed_proj|proj_out|caption_projection_linear_[12]|time_embed_.*")
                .model(name, keyword);
    }

    private static Builder crossAttention(long width, int blocks) {
        return new Builder()
                .blocks("transformer_blocks", blocks, "_attn[12]" + ATTENTION, width, width)
                .blocks("transformer_blocks", blocks, "_ff_net_0_proj", width, 4 * width)
                .blocks("transformer_blocks", blocks, "_ff_net_2", 4 * width, width);
    }

    private static KnownModel auraFlow() {
        return new Builder()
                .blocks("joint_transformer_blocks", 4, "_attn" + JOINT_ATTENTION, 3072, 3072)
                .blocks("joint_transformer_blocks", 4, "_ff(?:_context)?_linear_[12]", 3072, 8192)
                .blocks("joint_transformer_blocks", 4, "_ff(?:_context)?_out_projection", 8192, 3072)
                .blocks("joint_transformer_blocks", 4, "_norm1(?:_context)?_linear", 3072, 18432)
                .blocks("single_transformer_blocks", 32, "_attn_(?:to_[qkv]|to_out_0)", 3072, 3072)
                .blocks("single_transformer_blocks", 32, "_ff_linear_[12]", 3072, 8192)
                .blocks("single_transformer_blocks", 32, "_ff_out_projection", 8192, 3072)
                .blocks("single_transformer_blocks", 32, "_norm1_linear", 3072, 18432)
                .blocks("double_layers", 4, "_attn_w[12][qkvo]", 3072, 3072)
                .blocks("double_layers", 4, "_(?:mlp[XC]_c_.*|mod[XC]_1)", 0, 0)
                .blocks("single_layers", 32, "_attn_w1[qkvo]", 3072, 3072)
                .blocks("single_layers", 32, "_(?:mlp_c_.*|modCX_1)", 0, 0)
                .outside("cond_seq_linear|init_x_linear|t_embedder_mlp_[02]|final_linear|modF_1|context_embedder"
                        + "|pos_embed_proj|time_step_proj_.*|norm_out_linear|proj_out")
                .model("AuraFlow", "auraflow");
    }

    private static KnownModel hiDream() {
        Builder model = new Builder();
        for (String row : List.of("double", "single")) {
            int blocks = row.equals("double") ? 16 : 32;
            model.blocks(row + "_stream_blocks", blocks, "(?:_block)?_attn1_to_(?:[qkv]|out)(?:_t)?", 2560, 2560)
                    .blocks(row + "_stream_blocks", blocks, "(?:_block)?_(?:ff_[it]_.*|adaLN_modulation_1)", 0, 0);
        }
        return model.outside("caption_projection_\\d+_linear|[tp]_embedder_.*|x_embedder_proj|final_layer_.*")
                .model("HiDream", "hidream");
    }

    private static KnownModel lumina(String name, String keyword, long width, int blocks, long inner, long time) {
        Builder model = new Builder();
        for (String row : List.of("layers", "noise_refiner", "context_refiner")) {
            int count = row.equals("layers") ? blocks : 2;
            model.blocks(row, count, "_attention_(?:to_q|to_out_0|out)", width, width)
                    .blocks(row, count, "_attention_(?:to_[kv]|qkv)", width, 0)
                    .blocks(row, count, "_feed_forward_(?:w[13]|linear_[13])", width, inner)
                    .blocks(row, count, "_feed_forward_(?:w2|linear_2)", inner, width)
                    .blocks(row, count, "_adaLN_modulation_[01]", time, 4 * width);
        }
        return model.outside(
                        "[xt]_embedder.*|cap_embedder_.*|final_layer_.*|all_x_embedder_.*|all_final_layer_.*|time_caption_.*")
                .model(name, keyword);
    }

    private static KnownModel sd3(String name, long width, int blocks) {
        return new Builder()
                .blocks("transformer_blocks", blocks, "_attn2?" + JOINT_ATTENTION, width, width)
                .blocks("transformer_blocks", blocks, "_ff(?:_context)?_net_0_proj", width, 4 * width)
                .blocks("transformer_blocks", blocks, "_ff(?:_context)?_net_2", 4 * width, width)
                .blocks("transformer_blocks", blocks, "_norm1(?:_context)?_linear", width, 0)
                .blocks("joint_blocks", blocks, "_(?:x|context)_block_attn2?_qkv", width, 3 * width)
                .blocks("joint_blocks", blocks, "_(?:x|context)_block_attn2?_proj", width, width)
                .blocks("joint_blocks", blocks, "_(?:x|context)_block_mlp_fc1", width, 4 * width)
                .blocks("joint_blocks", blocks, "_(?:x|context)_block_mlp_fc2", 4 * width, width)
                .blocks("joint_blocks", blocks, "_(?:x|context)_block_adaLN_modulation_1", width, 0)
                .outside(
                        "context_embedder|time_text_embed_.*|norm_out_linear|proj_out|[xty]_embedder_.*|final_layer_.*")
                .model(name, "sd3");
    }

    private static KnownModel krea2() {
        return new Builder()
                .outside("blocks_\\d+_(?:attn_(?:w[qkvo]|wqkv|gate)|mlp_(?:gate|up|down))")
                .outside("(?:text_fusion|txtfusion)_.*|tmlp_[02]|tproj_1|txtmlp_[13]|last_linear")
                .model("Krea 2", "krea2");
    }

    private static KnownModel cosmos() {
        return new Builder()
                .outside("blocks_\\d+_(?:self|cross)_attn_(?:[qkv]_proj|output_proj)")
                .outside("blocks_\\d+_(?:mlp_layer[12]|adaln_modulation_.*)|llm_adapter_.*")
                .model("Anima or Cosmos Predict2", "anima");
    }
}
