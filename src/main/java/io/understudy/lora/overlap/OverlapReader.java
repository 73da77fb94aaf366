package io.understudy.lora.overlap;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.layers.LowRankLayers;
import io.understudy.lora.layers.LowRankLayers.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two LoRA files layer by layer. With Δ = s·B·A the inner product of two changes is Σ (B₁ᵀB₂)∘(A₁A₂ᵀ), and the
 * energy of Δ₁ within Δ₂'s column and row space Σ (H S₂⁻¹ Hᵀ)∘(G T₂⁻¹ Gᵀ) with H = B₁ᵀB₂, S₂ = B₂ᵀB₂, G = A₁A₂ᵀ, T₂ =
 * A₂A₂ᵀ: no matrix is ever as large as a layer, and only one layer's factors of either file are in memory at a time.
 */
public final class OverlapReader {
    private final LowRankLayers first;
    private final LowRankLayers second;
    private final Map<String, Double> energiesOfFirst = new HashMap<>();
    private final Map<String, Double> energiesOfSecond = new HashMap<>();
    private final List<Met> met = new ArrayList<>();

    private record Met(String name, double e1, double e2, double product, double s1, double s2) {}

    private OverlapReader(LowRankLayers first, LowRankLayers second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Compares two files on disk.
     *
     * @param scaleOfFirst what its modules without an alpha of their own are multiplied by
     * @throws MalformedSafetensorsException if one of them is no sound safetensors file, or its weights are of a type that
     *     cannot be read as numbers, or no numbers
     */
    public static Overlap read(Path first, double scaleOfFirst, Path second, double scaleOfSecond) throws IOException {
        try (SafetensorsFile one = SafetensorsFile.open(first);
                SafetensorsFile other = SafetensorsFile.open(second)) {
            return read(one, scaleOfFirst, other, scaleOfSecond);
        }
    }

    static Overlap read(SafetensorsFile first, double scaleOfFirst, SafetensorsFile second, double scaleOfSecond)
            throws IOException {
        return new OverlapReader(new LowRankLayers(first, scaleOfFirst), new LowRankLayers(second, scaleOfSecond))
                .compare();
    }

    private Overlap compare() throws IOException {
        for (String name : first.names()) {
            Layer one = first.byName().get(name);
            Layer other = second.byName().get(name);
            if (one == null) {
                continue;
            }
            if (other == null || one.inputs() != other.inputs() || one.rows() != other.rows()) {
                energiesOfFirst.put(name, finite("first", one, energy(first, one)));
            } else {
                meet(one, other);
            }
        }
        for (Layer other : second.byName().values()) {
            if (!energiesOfSecond.containsKey(other.name())) {
                energiesOfSecond.put(other.name(), finite("second", other, energy(second, other)));
            }
        }
        return summary();
    }

    private static double energy(LowRankLayers file, Layer layer) throws IOException {
        float[] down = file.down(layer);
        float[] up = file.up(layer);
        return square(layer.scale())
                * SmallMatrix.sumOfProducts(
                        SmallMatrix.transposedTimes(up, up, layer.rows()),
                        SmallMatrix.timesTransposed(down, down, layer.inputs()));
    }

    private void meet(Layer one, Layer other) throws IOException {
        float[] a1 = first.down(one);
        float[] b1 = first.up(one);
        float[] a2 = second.down(other);
        float[] b2 = second.up(other);
        double[][] s1 = SmallMatrix.transposedTimes(b1, b1, one.rows());
        double[][] t1 = SmallMatrix.timesTransposed(a1, a1, one.inputs());
        double[][] s2 = SmallMatrix.transposedTimes(b2, b2, one.rows());
        double[][] t2 = SmallMatrix.timesTransposed(a2, a2, one.inputs());
        double[][] h = SmallMatrix.transposedTimes(b1, b2, one.rows());
        double[][] g = SmallMatrix.timesTransposed(a1, a2, one.inputs());
        double e1 = finite("first", one, square(one.scale()) * SmallMatrix.sumOfProducts(s1, t1));
        double e2 = finite("second", other, square(other.scale()) * SmallMatrix.sumOfProducts(s2, t2));
        energiesOfFirst.put(one.name(), e1);
        energiesOfSecond.put(one.name(), e2);
        double within1 = 0;
        double within2 = 0;
        if (e1 > 0 && e2 > 0) {
            within1 = square(one.scale())
                    * SmallMatrix.sumOfProducts(SmallMatrix.sandwich(h, s2), SmallMatrix.sandwich(g, t2));
            within2 = square(other.scale())
                    * SmallMatrix.sumOfProducts(
                            SmallMatrix.sandwich(transposed(h), s1), SmallMatrix.sandwich(transposed(g), t1));
        }
        met.add(new Met(
                one.name(),
                e1,
                e2,
                one.scale() * other.scale() * SmallMatrix.sumOfProducts(h, g),
                Math.clamp(within1, 0, e1),
                Math.clamp(within2, 0, e2)));
    }

    /** What is NaN or infinite here would make the whole comparison so. */
    private static double finite(String which, Layer layer, double energy) throws MalformedSafetensorsException {
        if (!Double.isFinite(energy)) {
            throw new MalformedSafetensorsException(
                    "Tensor \"%s\" or \"%s\" of the %s file holds NaN or infinite values."
                            .formatted(layer.down().name(), layer.up().name(), which));
        }
        return energy;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] turned = new double[matrix[0].length][matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix[row].length; column++) {
                turned[column][row] = matrix[row][column];
            }
        }
        return turned;
    }

    private static double square(double number) {
        return number * number;
    }

    private Overlap summary() {
        double whole1 = sum(energiesOfFirst);
        double whole2 = sum(energiesOfSecond);
        Set<String> heavy = heavy(energiesOfFirst, whole1);
        heavy.retainAll(heavy(energiesOfSecond, whole2));
        List<Overlap.Layer> strongest = met.stream()
                .sorted(Comparator.comparingDouble((Met layer) -> part(layer.s1, whole1) + part(layer.s2, whole2))
                        .reversed())
                .limit(Overlap.STRONGEST)
                .map(layer -> new Overlap.Layer(
                        layer.name,
                        part(layer.product, Math.sqrt(layer.e1 * layer.e2)),
                        Math.max(part(layer.s1, layer.e1), part(layer.s2, layer.e2)),
                        part(layer.e1, whole1),
                        part(layer.e2, whole2)))
                .toList();
        return new Overlap(
                energiesOfFirst.size(),
                energiesOfSecond.size(),
                met.size(),
                whole1,
                whole2,
                met.stream().mapToDouble(Met::product).sum(),
                part(met.stream().mapToDouble(Met::s1).sum(), whole1),
                part(met.stream().mapToDouble(Met::s2).sum(), whole2),
                heavy.size(),
                strongest,
                first.skipped() + second.skipped());
    }

    private static double part(double some, double whole) {
        return whole > 0 ? some / whole : 0;
    }

    private static double sum(Map<String, Double> energies) {
        return energies.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The fewest layers that carry half of the energy. */
    private static Set<String> heavy(Map<String, Double> energies, double whole) {
        Set<String> heavy = new HashSet<>();
        double carried = 0;
        for (var layer : energies.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .toList()) {
            if (carried >= whole / 2) {
                break;
            }
            heavy.add(layer.getKey());
            carried += layer.getValue();
        }
        return heavy;
    }
}
