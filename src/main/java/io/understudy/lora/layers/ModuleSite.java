package io.understudy.lora.layers;

import io.understudy.lora.ModelPart;
import java.util.Set;

/**
 * A linear layer of a model, named the same whatever naming family a file uses: BFL's names, with {@code q}, {@code k},
 * {@code v} and {@code mlp} where a file splits a fused layer.
 *
 * @param block number of the block within its part, 0 where the part has none
 * @param role  for example {@code img_attn.qkv} or {@code linear1}
 */
public record ModuleSite(ModelPart part, int block, String role) {
    private static final Set<String> SINGLE_SLICES = Set.of("q", "k", "v", "mlp");

    public boolean isSlice() {
        return switch (part) {
            case DOUBLE -> role.endsWith("attn.q") || role.endsWith("attn.k") || role.endsWith("attn.v");
            case SINGLE -> SINGLE_SLICES.contains(role);
            case CLIP, T5, OTHER -> false;
        };
    }
}
