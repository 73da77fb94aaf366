package io.understudy.lora.layers;

import io.understudy.lora.ModelPart;
import io.understudy.lora.NamingFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A module's name as a file spells it, understood: naming family and, for models known here, the layer.
 *
 * @param flat the name without the family's prefix and with dots as underscores, the form all spellings share
 */
public record ModulePath(NamingFamily family, String flat) {
    private record Prefix(String text, NamingFamily family) {}

    /** The longer before the shorter they begin with. */
    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("base_model.model.", NamingFamily.PEFT_WRAPPED),
            new Prefix("model.diffusion_model.", NamingFamily.BFL_DOTTED),
            new Prefix("diffusion_model.", NamingFamily.BFL_DOTTED),
            new Prefix("transformer.double_blocks.", NamingFamily.ONETRAINER_BFL),
            new Prefix("transformer.single_blocks.", NamingFamily.ONETRAINER_BFL),
            new Prefix("transformer.", NamingFamily.PEFT),
            new Prefix("unet.", NamingFamily.PEFT),
            new Prefix("text_encoders.", NamingFamily.BFL_DOTTED),
            new Prefix("text_encoder", NamingFamily.PEFT),
            new Prefix("transformer_blocks.", NamingFamily.PEFT),
            new Prefix("single_transformer_blocks.", NamingFamily.PEFT),
            new Prefix("lora_transformer_", NamingFamily.ONETRAINER),
            new Prefix("lora_unet_", NamingFamily.KOHYA),
            new Prefix("lycoris_", NamingFamily.KOHYA),
            new Prefix("lora_te", NamingFamily.KOHYA),
            new Prefix("double_blocks.", NamingFamily.BFL_DOTTED),
            new Prefix("single_blocks.", NamingFamily.BFL_DOTTED),
            new Prefix("joint_transformer_blocks.", NamingFamily.PEFT),
            new Prefix("blocks.", NamingFamily.PEFT),
            new Prefix("layers.", NamingFamily.PEFT));

    private static final Pattern INNER_PREFIX = Pattern.compile("^(_|text_encoders\\.(clip_l|t5xxl)\\.transformer\\."
            + "|base_model\\.model\\.|model\\.diffusion_model\\.|diffusion_model\\.|transformer\\.|unet\\."
            + "|lora_transformer_|lora_unet_|lycoris_|text_encoder(_[23])?\\.|lora_te[123]?_)");

    private static final Pattern BFL_DOUBLE =
            Pattern.compile("double_blocks_(\\d+)_(img|txt)_(attn_qkv|attn_proj|mlp_0|mlp_2|mod_lin)(?:_([012]))?");
    private static final Pattern BFL_SINGLE =
            Pattern.compile("single_blocks_(\\d+)_(linear1|linear2|modulation_lin)(?:_([0-3]))?");
    private static final Pattern XLABS =
            Pattern.compile("(double|single)_blocks_(\\d+)_processor_(qkv|proj)_lora([12])?");
    /** How diffusers named the attention of any model until 2023. */
    private static final Pattern OLD_ATTENTION = Pattern.compile("_processor_to_(q|k|v|out)_lora$");

    private static final Pattern DIFFUSERS_DOUBLE = Pattern.compile("transformer_blocks_(\\d+)_(.+)");
    private static final Pattern DIFFUSERS_SINGLE = Pattern.compile("single_transformer_blocks_(\\d+)_(.+)");
    private static final Pattern CLIP =
            Pattern.compile("text_model_encoder_layers_(\\d+)_(?:self_attn_(q|k|v|out)_proj|mlp_(fc1|fc2))");
    private static final Pattern T5 =
            Pattern.compile("encoder_block_(\\d+)_layer_[01]_(?:SelfAttention_([qkvo])|DenseReluDense_(wi_0|wi_1|wo))");

    /** Layers that OneTrainer splits or leaves whole; HunyuanVideo's other files have the same prefix. */
    private static final Pattern SPLIT =
            Pattern.compile(".*_(qkv|linear1)_[0-3]|.*_(attn_proj|mlp_[02]|linear2|mod_lin|modulation_lin)");

    private static final String[] QKV = {"q", "k", "v", "mlp"};

    private static final Map<String, String> DOUBLE_ROLES = Map.ofEntries(
            Map.entry("attn_to_q", "img_attn.q"),
            Map.entry("attn_to_k", "img_attn.k"),
            Map.entry("attn_to_v", "img_attn.v"),
            Map.entry("attn_to_out_0", "img_attn.proj"),
            Map.entry("attn_to_out", "img_attn.proj"),
            Map.entry("attn_add_q_proj", "txt_attn.q"),
            Map.entry("attn_add_k_proj", "txt_attn.k"),
            Map.entry("attn_add_v_proj", "txt_attn.v"),
            Map.entry("attn_to_add_out", "txt_attn.proj"),
            Map.entry("ff_net_0_proj", "img_mlp.0"),
            Map.entry("ff_net_2", "img_mlp.2"),
            Map.entry("ff_context_net_0_proj", "txt_mlp.0"),
            Map.entry("ff_context_net_2", "txt_mlp.2"),
            Map.entry("ff_linear_in", "img_mlp.0"),
            Map.entry("ff_linear_out", "img_mlp.2"),
            Map.entry("ff_context_linear_in", "txt_mlp.0"),
            Map.entry("ff_context_linear_out", "txt_mlp.2"),
            Map.entry("norm1_linear", "img_mod.lin"),
            Map.entry("norm1_context_linear", "txt_mod.lin"));

    private static final Map<String, String> SINGLE_ROLES = Map.of(
            "attn_to_q", "q",
            "attn_to_k", "k",
            "attn_to_v", "v",
            "proj_mlp", "mlp",
            "proj_out", "linear2",
            "norm_linear", "modulation.lin",
            "attn_to_qkv_mlp_proj", "linear1",
            "attn_to_out", "linear2",
            "linear1", "linear1",
            "linear2", "linear2");

    private static final Map<String, String> OTHER_ROLES = Map.ofEntries(
            Map.entry("img_in", "img_in"),
            Map.entry("x_embedder", "img_in"),
            Map.entry("txt_in", "txt_in"),
            Map.entry("context_embedder", "txt_in"),
            Map.entry("time_in_in_layer", "time_in.in_layer"),
            Map.entry("time_in_out_layer", "time_in.out_layer"),
            Map.entry("time_guidance_embed_timestep_embedder_linear_1", "time_in.in_layer"),
            Map.entry("time_guidance_embed_timestep_embedder_linear_2", "time_in.out_layer"),
            Map.entry("time_guidance_embed_guidance_embedder_linear_1", "guidance_in.in_layer"),
            Map.entry("time_guidance_embed_guidance_embedder_linear_2", "guidance_in.out_layer"),
            Map.entry("time_text_embed_timestep_embedder_linear_1", "time_in.in_layer"),
            Map.entry("time_text_embed_timestep_embedder_linear_2", "time_in.out_layer"),
            Map.entry("vector_in_in_layer", "vector_in.in_layer"),
            Map.entry("vector_in_out_layer", "vector_in.out_layer"),
            Map.entry("time_text_embed_text_embedder_linear_1", "vector_in.in_layer"),
            Map.entry("time_text_embed_text_embedder_linear_2", "vector_in.out_layer"),
            Map.entry("guidance_in_in_layer", "guidance_in.in_layer"),
            Map.entry("guidance_in_out_layer", "guidance_in.out_layer"),
            Map.entry("time_text_embed_guidance_embedder_linear_1", "guidance_in.in_layer"),
            Map.entry("time_text_embed_guidance_embedder_linear_2", "guidance_in.out_layer"),
            Map.entry("final_layer_linear", "final_layer.linear"),
            Map.entry("proj_out", "final_layer.linear"),
            Map.entry("final_layer_adaLN_modulation_1", "final_layer.modulation"),
            Map.entry("norm_out_linear", "final_layer.modulation"),
            Map.entry("double_stream_modulation_img_lin", "double_modulation.img"),
            Map.entry("double_stream_modulation_img_linear", "double_modulation.img"),
            Map.entry("double_stream_modulation_txt_lin", "double_modulation.txt"),
            Map.entry("double_stream_modulation_txt_linear", "double_modulation.txt"),
            Map.entry("single_stream_modulation_lin", "single_modulation"),
            Map.entry("single_stream_modulation_linear", "single_modulation"));

    static ModulePath parse(String module) {
        NamingFamily family = PREFIXES.stream()
                .filter(prefix -> module.startsWith(prefix.text()))
                .map(Prefix::family)
                .findFirst()
                .orElse(NamingFamily.UNKNOWN);
        String inner = module;
        for (Matcher prefix = INNER_PREFIX.matcher(inner); prefix.find(); prefix = INNER_PREFIX.matcher(inner)) {
            inner = inner.substring(prefix.end());
        }
        String flat = inner.replace('.', '_');
        if (family == NamingFamily.ONETRAINER_BFL && !SPLIT.matcher(flat).matches()) {
            family = NamingFamily.PEFT;
        }
        if (XLABS.matcher(flat).matches()) {
            return new ModulePath(NamingFamily.XLABS, flat);
        }
        return new ModulePath(family, OLD_ATTENTION.matcher(flat).replaceFirst("_to_$1"));
    }

    /** The layer, or empty when no model known here has one of this name. */
    Optional<ModuleSite> site() {
        return bfl().or(this::xlabs)
                .or(this::diffusers)
                .or(this::textEncoder)
                .or(() -> Optional.ofNullable(OTHER_ROLES.get(flat))
                        .map(role -> new ModuleSite(ModelPart.OTHER, 0, role)));
    }

    private Optional<ModuleSite> bfl() {
        Matcher inDouble = BFL_DOUBLE.matcher(flat);
        if (inDouble.matches()) {
            String role = inDouble.group(3).replace('_', '.');
            String slice = inDouble.group(4);
            if (slice != null) {
                if (!role.equals("attn.qkv")) {
                    return Optional.empty();
                }
                role = "attn." + QKV[Integer.parseInt(slice)];
            }
            return site(ModelPart.DOUBLE, inDouble.group(1), inDouble.group(2) + "_" + role);
        }
        Matcher inSingle = BFL_SINGLE.matcher(flat);
        if (inSingle.matches()) {
            String role = inSingle.group(2).replace('_', '.');
            String slice = inSingle.group(3);
            if (slice != null) {
                if (!role.equals("linear1")) {
                    return Optional.empty();
                }
                role = QKV[Integer.parseInt(slice)];
            }
            return site(ModelPart.SINGLE, inSingle.group(1), role);
        }
        return Optional.empty();
    }

    private Optional<ModuleSite> xlabs() {
        Matcher matcher = XLABS.matcher(flat);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean isQkv = matcher.group(3).equals("qkv");
        if (matcher.group(1).equals("single")) {
            return site(ModelPart.SINGLE, matcher.group(2), isQkv ? "qkv" : "linear2");
        }
        String stream = "2".equals(matcher.group(4)) ? "txt_" : "img_";
        return site(ModelPart.DOUBLE, matcher.group(2), stream + (isQkv ? "attn.qkv" : "attn.proj"));
    }

    private Optional<ModuleSite> diffusers() {
        Matcher inSingle = DIFFUSERS_SINGLE.matcher(flat);
        if (inSingle.matches()) {
            return site(ModelPart.SINGLE, inSingle.group(1), SINGLE_ROLES.get(inSingle.group(2)));
        }
        Matcher inDouble = DIFFUSERS_DOUBLE.matcher(flat);
        if (inDouble.matches()) {
            return site(ModelPart.DOUBLE, inDouble.group(1), DOUBLE_ROLES.get(inDouble.group(2)));
        }
        return Optional.empty();
    }

    private Optional<ModuleSite> textEncoder() {
        Matcher clip = CLIP.matcher(flat);
        if (clip.matches()) {
            return site(ModelPart.CLIP, clip.group(1), clip.group(2) == null ? clip.group(3) : clip.group(2));
        }
        Matcher t5 = T5.matcher(flat);
        if (t5.matches()) {
            return site(ModelPart.T5, t5.group(1), t5.group(2) == null ? t5.group(3) : t5.group(2));
        }
        return Optional.empty();
    }

    private static Optional<ModuleSite> site(ModelPart part, String block, @Nullable String role) {
        // More than six digits is no block number of anything.
        if (role == null || block.length() > 6) {
            return Optional.empty();
        }
        return Optional.of(new ModuleSite(part, Integer.parseInt(block), role));
    }
}
