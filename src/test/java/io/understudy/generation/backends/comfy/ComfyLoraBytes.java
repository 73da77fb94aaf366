package io.understudy.generation.backends.comfy;

import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.util.Arrays;

/** A small LoRA that FLUX.1 loads. */
final class ComfyLoraBytes {
    private static final int WIDTH = 3072;
    private static final String MODULE = "transformer.single_transformer_blocks.0.attn.to_q.";

    private ComfyLoraBytes() {}

    static byte[] flux() {
        float[] values = new float[WIDTH];
        Arrays.fill(values, 0.1f);
        return new SafetensorsWriter()
                .tensor(MODULE + "lora_A.weight", TensorType.F32, values, 1, WIDTH)
                .tensor(MODULE + "lora_B.weight", TensorType.F32, values, WIDTH, 1)
                .toBytes();
    }

    static byte[] ofTextEncoder() {
        return new SafetensorsWriter()
                .tensor(
                        "lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
                        TensorType.F32,
                        new float[4],
                        2,
                        2)
                .tensor(
                        "lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_up.weight",
                        TensorType.F32,
                        new float[4],
                        2,
                        2)
                .toBytes();
    }
}
