package io.understudy.lora.layers;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.format.TensorInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

public final class LoraModule {
    private final String name;
    private final ModulePath path;
    private final @Nullable ModuleSite site;
    private final Map<Factor, TensorInfo> tensors = new EnumMap<>(Factor.class);

    public LoraModule(String name) {
        this.name = name;
        this.path = ModulePath.parse(name);
        this.site = path.site().orElse(null);
    }

    public void add(Factor factor, TensorInfo tensor) {
        tensors.put(factor, tensor);
    }

    public String name() {
        return name;
    }

    public ModulePath path() {
        return path;
    }

    /** The layer, or empty when no model known here has one of this name. */
    public Optional<ModuleSite> site() {
        return Optional.ofNullable(site);
    }

    public Map<Factor, TensorInfo> tensors() {
        return tensors;
    }

    boolean has(Factor factor) {
        return tensors.containsKey(factor);
    }

    public Optional<AdapterKind> kind() {
        if (has(Factor.LOHA_W1_A) || has(Factor.LOHA_W2_A)) {
            return Optional.of(AdapterKind.LOHA);
        }
        if (has(Factor.LOKR_W1) || has(Factor.LOKR_W1_A) || has(Factor.LOKR_W2) || has(Factor.LOKR_W2_A)) {
            return Optional.of(AdapterKind.LOKR);
        }
        if (has(Factor.DOWN) || has(Factor.UP)) {
            return Optional.of(has(Factor.MAGNITUDE) ? AdapterKind.DORA : AdapterKind.LORA);
        }
        if (has(Factor.OFT_BLOCKS)) {
            return Optional.of(AdapterKind.OFT);
        }
        if (has(Factor.GLORA_A1) && has(Factor.GLORA_A2) && has(Factor.GLORA_B1) && has(Factor.GLORA_B2)) {
            return Optional.of(AdapterKind.GLORA);
        }
        // The difference of a norm or a bias comes along with a LoRA and makes none.
        return dimension(Factor.DIFFERENCE, 1) > 0 ? Optional.of(AdapterKind.FULL) : Optional.empty();
    }

    /** Inputs of the layer, or 0 when the tensors do not say. */
    public long inputs() {
        return switch (kind().orElse(AdapterKind.LORA)) {
            case LORA, DORA -> dimension(Factor.DOWN, 1);
            case LOHA -> dimension(Factor.LOHA_W1_B, 1);
            case LOKR -> kroneckerSide(1);
            case OFT -> 0;
            case GLORA -> dimension(narrowFirst() ? Factor.GLORA_B1 : Factor.GLORA_B2, 1);
            case FULL -> dimension(Factor.DIFFERENCE, 1);
        };
    }

    /** Outputs of the layer, or 0 when the tensors do not say. */
    public long outputs() {
        return switch (kind().orElse(AdapterKind.LORA)) {
            case LORA, DORA -> dimension(Factor.UP, 0);
            case LOHA -> dimension(Factor.LOHA_W1_A, 0);
            case LOKR -> kroneckerSide(0);
            case OFT -> rotatedOutputs();
            case GLORA -> dimension(narrowFirst() ? Factor.GLORA_B2 : Factor.GLORA_B1, 0);
            case FULL -> dimension(Factor.DIFFERENCE, 0);
        };
    }

    /** Whether a GLoRA is of the older form, which multiplies its second factor by the first. */
    private boolean narrowFirst() {
        return dimension(Factor.GLORA_B1, 0) < dimension(Factor.GLORA_B1, 1);
    }

    private long rotatedOutputs() {
        TensorInfo blocks = tensors.get(Factor.OFT_BLOCKS);
        int axes = blocks == null ? 0 : blocks.shape().size();
        return axes < 3 ? 0 : dimension(Factor.OFT_BLOCKS, axes - 3) * dimension(Factor.OFT_BLOCKS, axes - 1);
    }

    private long kroneckerSide(int axis) {
        return kroneckerSide(axis, Factor.LOKR_W1, Factor.LOKR_W1_A, Factor.LOKR_W1_B)
                * kroneckerSide(axis, Factor.LOKR_W2, Factor.LOKR_W2_A, Factor.LOKR_W2_B);
    }

    private long kroneckerSide(int axis, Factor whole, Factor left, Factor right) {
        return has(whole) ? dimension(whole, axis) : dimension(axis == 0 ? left : right, axis);
    }

    /** Width of the low-rank factors, or 0 when the tensors do not say or the factors are whole matrices. */
    public long rank() {
        if (has(Factor.DOWN)) {
            return dimension(Factor.DOWN, 0);
        }
        if (has(Factor.UP)) {
            return dimension(Factor.UP, 1);
        }
        if (has(Factor.GLORA_B1)) {
            return Math.min(dimension(Factor.GLORA_B1, 0), dimension(Factor.GLORA_B1, 1));
        }
        for (Factor factor : List.of(Factor.LOHA_W1_B, Factor.LOKR_W2_B, Factor.LOKR_W1_B)) {
            if (has(factor)) {
                return dimension(factor, 0);
            }
        }
        return 0;
    }

    private long dimension(Factor factor, int axis) {
        TensorInfo tensor = tensors.get(factor);
        return tensor == null || tensor.shape().size() <= axis
                ? 0
                : tensor.shape().get(axis);
    }

    public boolean cannotBeMultiplied() {
        return has(Factor.DOWN) && has(Factor.UP) && dimension(Factor.DOWN, 0) != dimension(Factor.UP, 1);
    }

    /** Why the tensors make no whole module, or empty when they do. */
    public Optional<String> incompleteness() {
        if (has(Factor.DOWN) != has(Factor.UP)) {
            TensorInfo lone = tensors.get(has(Factor.DOWN) ? Factor.DOWN : Factor.UP);
            return Optional.of("Tensor \"%s\" has no counterpart: the %s factor of its module is missing."
                    .formatted(lone == null ? name : lone.name(), has(Factor.DOWN) ? "second" : "first"));
        }
        if (cannotBeMultiplied()) {
            return Optional.of("Module \"%s\" cannot be multiplied: its factors have ranks %d and %d."
                    .formatted(name, dimension(Factor.DOWN, 0), dimension(Factor.UP, 1)));
        }
        if (kind().isEmpty()) {
            return Optional.of("Module \"%s\" has no weights, only %s."
                    .formatted(
                            name,
                            tensors.values().stream()
                                    .map(TensorInfo::name)
                                    .findFirst()
                                    .orElse("nothing")));
        }
        return Optional.empty();
    }

    /** The stored alpha, or empty when the module has none. */
    public OptionalDouble alpha(Map<String, TensorStatistics> statistics) {
        TensorInfo alpha = tensors.get(Factor.ALPHA);
        if (alpha == null || alpha.elements() != 1) {
            return OptionalDouble.empty();
        }
        TensorStatistics values = statistics.get(alpha.name());
        return values == null ? OptionalDouble.empty() : OptionalDouble.of(values.first());
    }

    /** Product of the factors' norms, which the norm of the change of the weight, before its scale, never exceeds. */
    public double norm(Map<String, TensorStatistics> statistics) {
        double product = 1;
        boolean any = false;
        for (Map.Entry<Factor, TensorInfo> entry : tensors.entrySet()) {
            TensorStatistics values = statistics.get(entry.getValue().name());
            if (entry.getKey().isWeight() && values != null) {
                product *= values.norm();
                any = true;
            }
        }
        return any ? product : 0;
    }

    public String firstTensor(boolean wrongInput) {
        List<Factor> candidates = wrongInput
                ? List.of(Factor.DOWN, Factor.LOHA_W1_B, Factor.LOKR_W2, Factor.LOKR_W2_B)
                : List.of(Factor.UP, Factor.LOHA_W1_A, Factor.LOKR_W2, Factor.LOKR_W2_A);
        return candidates.stream()
                .filter(this::has)
                .findFirst()
                .map(tensors::get)
                .or(() -> tensors.values().stream().findFirst())
                .map(TensorInfo::name)
                .orElse(name);
    }
}
