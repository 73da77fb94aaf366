package io.understudy.lora.passport;

import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LoRA files made up after the published sizes of the models and the published names of the trainers, written out here by
 * hand so that they do not follow the product's own tables.
 */
public final class SyntheticLora {
    private final SafetensorsWriter writer = new SafetensorsWriter();
    private TensorType type = TensorType.BF16;
    private String down = ".lora_down.weight";
    private String up = ".lora_up.weight";
    private @Nullable Float alpha;

    public SyntheticLora metadata(String key, String value) {
        writer.metadata(key, value);
        return this;
    }

    SyntheticLora type(TensorType chosen) {
        this.type = chosen;
        return this;
    }

    /** Names the factors {@code lora_A} and {@code lora_B}. */
    SyntheticLora peft() {
        return factors(".lora_A.weight", ".lora_B.weight");
    }

    SyntheticLora factors(String first, String second) {
        this.down = first;
        this.up = second;
        return this;
    }

    /** Gives every module from now on an alpha tensor. */
    SyntheticLora alpha(float value) {
        this.alpha = value;
        return this;
    }

    SyntheticLora pair(String module, int rank, int in, int out) {
        values(module + down, 0.01f, rank, in);
        values(module + up, 0.02f, out, rank);
        if (alpha != null) {
            writer.tensor(module + ".alpha", TensorType.F32, new float[] {alpha});
        }
        return this;
    }

    SyntheticLora values(String tensor, float value, int... shape) {
        int elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[elements];
        Arrays.fill(values, value);
        writer.tensor(tensor, type, values, shape);
        return this;
    }

    /** All that sd-scripts trains of FLUX.1: 304 modules. */
    public static SyntheticLora kohyaFlux1(int rank, float alpha) {
        return new SyntheticLora().alpha(alpha).doubleBlocks(rank).singleBlocks(rank);
    }

    /** The very tensors of {@link #kohyaFlux1}, in another order of the file. */
    public static SyntheticLora kohyaFlux1SinglesFirst(int rank, float alpha) {
        return new SyntheticLora().alpha(alpha).singleBlocks(rank).doubleBlocks(rank);
    }

    private SyntheticLora doubleBlocks(int rank) {
        for (int block = 0; block < 19; block++) {
            for (String stream : List.of("img", "txt")) {
                String start = "lora_unet_double_blocks_" + block + "_" + stream + "_";
                pair(start + "attn_qkv", rank, 3072, 9216)
                        .pair(start + "attn_proj", rank, 3072, 3072)
                        .pair(start + "mlp_0", rank, 3072, 12288)
                        .pair(start + "mlp_2", rank, 12288, 3072)
                        .pair(start + "mod_lin", rank, 3072, 18432);
            }
        }
        return this;
    }

    private SyntheticLora singleBlocks(int rank) {
        for (int block = 0; block < 38; block++) {
            String start = "lora_unet_single_blocks_" + block + "_";
            pair(start + "linear1", rank, 3072, 21504)
                    .pair(start + "linear2", rank, 15360, 3072)
                    .pair(start + "modulation_lin", rank, 3072, 9216);
        }
        return this;
    }

    /** One layer of FLUX.1, as a file that differs from others by its name. */
    public static SyntheticLora small(String name) {
        return new SyntheticLora()
                .alpha(1)
                .metadata("ss_output_name", name)
                .pair("lora_unet_double_blocks_0_img_mod_lin", 1, 3072, 18432);
    }

    /** The cross attention of SDXL, as sd-scripts names it. */
    public static SyntheticLora sdxl() {
        SyntheticLora file = new SyntheticLora().alpha(1);
        for (String name : List.of("to_k", "to_v")) {
            file.pair("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_" + name, 1, 2048, 640);
        }
        return file;
    }

    /** A layer that no model known here has. */
    public static SyntheticLora unknown() {
        return new SyntheticLora().alpha(1).pair("lora_unet_mystery_0_proj", 1, 64, 64);
    }

    /** One layer of FLUX.1 with a value that is no number. */
    public static SyntheticLora notANumber(float value) {
        SyntheticLora file = small("harmful");
        file.values("lora_unet_double_blocks_1_img_mod_lin.lora_down.weight", value, 1, 3072);
        file.values("lora_unet_double_blocks_1_img_mod_lin.lora_up.weight", 0.02f, 18432, 1);
        return file;
    }

    /** One layer of FLUX.1 as LyCORIS writes it with both factors whole. */
    public static SyntheticLora wholeLokr() {
        return new SyntheticLora()
                .values("lycoris_single_blocks_9_modulation_lin.lokr_w1", 0.1f, 4, 4)
                .values("lycoris_single_blocks_9_modulation_lin.lokr_w2", 0.1f, 2304, 768);
    }

    /** {@link #kohyaFlux1} with one layer of the CLIP-L text encoder. */
    public static SyntheticLora withTextEncoder() {
        return kohyaFlux1(1, 1).pair("lora_te1_text_model_encoder_layers_0_mlp_fc1", 1, 768, 3072);
    }

    /** All that ai-toolkit trains of FLUX.1: 494 modules, no alpha. */
    static SyntheticLora peftFlux1(int rank) {
        SyntheticLora file = new SyntheticLora().peft();
        for (int block = 0; block < 19; block++) {
            String start = "transformer.transformer_blocks." + block + ".";
            for (String name : List.of(
                    "to_q", "to_k", "to_v", "to_out.0", "add_q_proj", "add_k_proj", "add_v_proj", "to_add_out")) {
                file.pair(start + "attn." + name, rank, 3072, 3072);
            }
            for (String context : List.of("", "_context")) {
                file.pair(start + "ff" + context + ".net.0.proj", rank, 3072, 12288)
                        .pair(start + "ff" + context + ".net.2", rank, 12288, 3072)
                        .pair(start + "norm1" + context + ".linear", rank, 3072, 18432);
            }
        }
        for (int block = 0; block < 38; block++) {
            String start = "transformer.single_transformer_blocks." + block + ".";
            for (String name : List.of("to_q", "to_k", "to_v")) {
                file.pair(start + "attn." + name, rank, 3072, 3072);
            }
            file.pair(start + "proj_mlp", rank, 3072, 12288)
                    .pair(start + "proj_out", rank, 15360, 3072)
                    .pair(start + "norm.linear", rank, 3072, 9216);
        }
        return file;
    }

    /** All block layers of a FLUX.2 model in BFL's names after {@code prefix}. */
    public static SyntheticLora flux2(String prefix, int rank, int doubles, int singles, int hidden) {
        SyntheticLora file = new SyntheticLora().peft();
        for (int block = 0; block < doubles; block++) {
            for (String stream : List.of("img", "txt")) {
                String start = prefix + "double_blocks." + block + "." + stream + "_";
                file.pair(start + "attn.qkv", rank, hidden, 3 * hidden)
                        .pair(start + "attn.proj", rank, hidden, hidden)
                        .pair(start + "mlp.0", rank, hidden, 6 * hidden)
                        .pair(start + "mlp.2", rank, 3 * hidden, hidden);
            }
        }
        for (int block = 0; block < singles; block++) {
            String start = prefix + "single_blocks." + block + ".";
            file.pair(start + "linear1", rank, hidden, 9 * hidden).pair(start + "linear2", rank, 4 * hidden, hidden);
        }
        return file;
    }

    public byte[] bytes() {
        return writer.toBytes();
    }

    public Passport passport() throws IOException {
        return read(bytes());
    }

    static Passport read(byte[] file) throws IOException {
        return PassportReader.read(new ByteArrayInputStream(file), file.length);
    }
}
