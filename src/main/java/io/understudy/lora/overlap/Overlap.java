package io.understudy.lora.overlap;

import java.util.List;

/**
 * How far two LoRAs change the same layers in the same directions. The change of a layer is scale · B · A; its energy is
 * the square of its Frobenius norm at strength 1.
 *
 * @param layersOfFirst layers that the first file changes, fused ones counted slice by slice
 * @param common layers that both change
 * @param energyOfFirst of all its layers together
 * @param product inner product of the two changes, over all common layers
 * @param sharedOfFirst part, 0 to 1, of the first file's energy that lies where the second file works: within the row and
 *     column space of its change
 * @param heavyInBoth layers among those that carry half of the energy in either file
 * @param strongest the common layers in which most is shared, the worst first; at most {@value #STRONGEST}
 * @param notCompared layers whose weights are factored in a way that is not compared here
 */
public record Overlap(
        int layersOfFirst,
        int layersOfSecond,
        int common,
        double energyOfFirst,
        double energyOfSecond,
        double product,
        double sharedOfFirst,
        double sharedOfSecond,
        int heavyInBoth,
        List<Layer> strongest,
        int notCompared) {
    static final int STRONGEST = 8;

    /**
     * One layer that both files change.
     *
     * @param cosine of the angle between the two changes, -1 to 1
     * @param shared part, 0 to 1, of the energy of either change that lies where the other works, the larger of the two
     * @param shareOfFirst part, 0 to 1, of the first file's whole energy
     */
    public record Layer(String name, double cosine, double shared, double shareOfFirst, double shareOfSecond) {}

    public Overlap {
        strongest = List.copyOf(strongest);
    }

    /** Of the angle between the two files' whole changes, -1 to 1: above 0 they add up, below 0 they work against each other. */
    public double cosine() {
        double norms = Math.sqrt(energyOfFirst * energyOfSecond);
        return norms > 0 ? product / norms : 0;
    }

    public double shared() {
        return Math.max(sharedOfFirst, sharedOfSecond);
    }

    public Overlap swapped() {
        return new Overlap(
                layersOfSecond,
                layersOfFirst,
                common,
                energyOfSecond,
                energyOfFirst,
                product,
                sharedOfSecond,
                sharedOfFirst,
                heavyInBoth,
                strongest.stream()
                        .map(layer -> new Layer(
                                layer.name(),
                                layer.cosine(),
                                layer.shared(),
                                layer.shareOfSecond(),
                                layer.shareOfFirst()))
                        .toList(),
                notCompared);
    }
}
