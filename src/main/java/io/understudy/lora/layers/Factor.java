package io.understudy.lora.layers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

public enum Factor {
    /** First factor, [rank, inputs]. */
    DOWN(
            ".lora_down.weight",
            ".lora_A.weight",
            ".lora_A.default.weight",
            ".lora_A",
            ".lora.down.weight",
            ".lora_linear_layer.down.weight",
            ".down.weight"),
    /** Second factor, [outputs, rank]. */
    UP(
            ".lora_up.weight",
            ".lora_B.weight",
            ".lora_B.default.weight",
            ".lora_B",
            ".lora.up.weight",
            ".lora_linear_layer.up.weight",
            ".up.weight"),
    MID(".lora_mid.weight"),
    ALPHA(".alpha"),
    MAGNITUDE(".dora_scale", ".lora_magnitude_vector", ".lora_magnitude_vector.weight"),
    LOKR_W1(".lokr_w1"),
    LOKR_W1_A(".lokr_w1_a"),
    LOKR_W1_B(".lokr_w1_b"),
    LOKR_W2(".lokr_w2"),
    LOKR_W2_A(".lokr_w2_a"),
    LOKR_W2_B(".lokr_w2_b"),
    LOKR_T2(".lokr_t2"),
    LOHA_W1_A(".hada_w1_a"),
    LOHA_W1_B(".hada_w1_b"),
    LOHA_W2_A(".hada_w2_a"),
    LOHA_W2_B(".hada_w2_b"),
    LOHA_T1(".hada_t1"),
    LOHA_T2(".hada_t2"),
    /** Rotates groups of outputs, [groups, size, size], or such tensors one behind the other. */
    OFT_BLOCKS(".oft_blocks"),
    OFT_RESCALE(".rescale"),
    GLORA_A1(".a1.weight"),
    GLORA_A2(".a2.weight"),
    GLORA_B1(".b1.weight"),
    GLORA_B2(".b2.weight"),
    /** The change of a whole weight, [outputs, inputs]; of a norm, [outputs]. */
    DIFFERENCE(".diff"),
    /** What ComfyUI adds to a bias or a norm, or puts in place of a weight or a shape. */
    EXTRA(".diff_b", ".w_norm", ".b_norm", ".set_weight", ".reshape_weight"),
    BIAS(".lora_B.bias", ".lora_up.bias", ".lora_A.bias");

    /** Their norm says nothing about the norm of the change. */
    private static final Set<Factor> BESIDE =
            EnumSet.of(ALPHA, MAGNITUDE, OFT_RESCALE, GLORA_A1, GLORA_A2, EXTRA, BIAS);

    private record Ending(String text, Factor factor) {}

    private static final List<Ending> ENDINGS = Arrays.stream(values())
            .flatMap(factor -> factor.endings.stream().map(text -> new Ending(text, factor)))
            .sorted(Comparator.comparingInt((Ending ending) -> ending.text().length())
                    .reversed())
            .toList();

    private final List<String> endings;

    Factor(String... endings) {
        this.endings = List.of(endings);
    }

    public record Key(String module, Factor factor) {}

    /** The module and factor that a tensor belongs to, or empty for a tensor that is no part of a LoRA. */
    public static Optional<Key> of(String tensor) {
        return ENDINGS.stream()
                .filter(ending -> tensor.endsWith(ending.text())
                        && tensor.length() > ending.text().length())
                .findFirst()
                .map(ending -> new Key(
                        tensor.substring(0, tensor.length() - ending.text().length()), ending.factor()));
    }

    /** Whether its norm is a factor of the module's change; not so for alpha, magnitude, bias and the like. */
    public boolean isWeight() {
        return !BESIDE.contains(this);
    }
}
