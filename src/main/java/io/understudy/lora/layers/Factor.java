package io.understudy.lora.layers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

public enum Factor {
    /** First factor, [rank, inputs]. */
    DOWN(".lora_down.weight", ".lora_A.weight", ".lora_A.default.weight", ".lora.down.weight", ".down.weight"),
    /** Second factor, [outputs, rank]. */
    UP(".lora_up.weight", ".lora_B.weight", ".lora_B.default.weight", ".lora.up.weight", ".up.weight"),
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
    BIAS(".lora_B.bias", ".lora_up.bias", ".lora_A.bias");

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

    /** Whether its norm is a factor of the module's change; not so for alpha, magnitude and bias. */
    public boolean isWeight() {
        return this != ALPHA && this != MAGNITUDE && this != BIAS;
    }
}
