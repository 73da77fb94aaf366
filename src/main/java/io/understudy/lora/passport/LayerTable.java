package io.understudy.lora.passport;

import io.understudy.lora.layers.Factor;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import io.understudy.lora.layers.Spectra;
import io.understudy.lora.layers.TensorStatistics;
import io.understudy.lora.passport.PassportDetails.Condition;
import io.understudy.lora.passport.PassportDetails.Layer;
import io.understudy.lora.passport.PassportDetails.RankUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every layer's strength and use of its rank, and that of the whole file. */
final class LayerTable {
    private static final double MOST = 0.95;
    private static final double NEARLY_ALL = 0.99;
    private static final double ALMOST_DEAD = 0.01;
    private static final double STANDS_OUT = 10;
    /** A resize to more than this part of the rank is not worth the trouble. */
    private static final double WORTH_IT = 0.75;

    private final List<LoraModule> modules;
    private final Map<String, TensorStatistics> statistics;
    private final Spectra spectra;
    private final double tightness;
    private final Ranks ranks;
    private final Scales scales;

    LayerTable(
            List<LoraModule> modules,
            Map<String, TensorStatistics> statistics,
            Spectra spectra,
            Ranks ranks,
            Scales scales) {
        this.modules = modules;
        this.statistics = statistics;
        this.spectra = spectra;
        this.ranks = ranks;
        this.scales = scales;
        this.tightness = spectra.isSampled() ? tightness() : 1;
    }

    /** How far the norms of the layers of a sample are below their upper bounds: the others' are taken to be as far. */
    private double tightness() {
        double[] parts = modules.stream()
                .filter(module -> spectra.of(module).isPresent() && module.norm(statistics) > 0)
                .mapToDouble(module -> Math.sqrt(
                                Arrays.stream(spectra.of(module).orElseThrow()).sum())
                        / module.norm(statistics))
                .sorted()
                .toArray();
        return parts.length == 0 ? 1 : parts[parts.length / 2];
    }

    List<Layer> layers() {
        double[] norms = modules.stream().mapToDouble(this::norm).toArray();
        double whole = Arrays.stream(norms).map(norm -> norm * norm).sum();
        double[] living = Arrays.stream(norms).filter(norm -> norm > 0).sorted().toArray();
        double middle = living.length == 0 ? 0 : living[living.length / 2];
        List<Layer> layers = new ArrayList<>();
        for (int at = 0; at < norms.length; at++) {
            LoraModule module = modules.get(at);
            Optional<double[]> energies = spectra.of(module);
            layers.add(new Layer(
                    module.name(),
                    PassportDraft.part(module),
                    module.site().map(ModuleSite::block).orElse(-1),
                    module.site().map(ModuleSite::role).orElse(""),
                    (int) Math.min(module.rank(), Integer.MAX_VALUE),
                    scales.alpha(module),
                    scales.of(module),
                    norms[at],
                    energies.isPresent(),
                    whole > 0 ? norms[at] * norms[at] / whole : 0,
                    energies.map(found -> directions(found, MOST)).orElse(0),
                    condition(module, norms[at], middle)));
        }
        return layers;
    }

    private double norm(LoraModule module) {
        double norm = spectra.of(module)
                .map(energies -> Math.sqrt(Arrays.stream(energies).sum()))
                .orElseGet(() -> tightness * module.norm(statistics));
        double scaled = Math.abs(scales.of(module)) * norm;
        return Double.isFinite(scaled) ? scaled : 0;
    }

    private Condition condition(LoraModule module, double norm, double middle) {
        boolean isBroken = module.tensors().values().stream()
                .map(tensor -> statistics.get(tensor.name()))
                .anyMatch(values -> values != null && values.notNumbers() + values.infinities() > 0);
        if (isBroken) {
            return Condition.BROKEN;
        }
        if (norm == 0) {
            return Condition.DEAD;
        }
        if (norm < ALMOST_DEAD * middle) {
            return Condition.ALMOST_DEAD;
        }
        // A layer's own weights have a norm of about the root of its outputs.
        boolean isExact = spectra.of(module).isPresent();
        if (isExact && module.outputs() > 0 && norm >= Math.sqrt(module.outputs())) {
            return Condition.RUNAWAY;
        }
        return norm > STANDS_OUT * middle ? Condition.STANDS_OUT : Condition.HEALTHY;
    }

    private static int directions(double[] energies, double part) {
        double whole = Arrays.stream(energies).sum();
        double carried = 0;
        for (int count = 0; count < energies.length; count++) {
            if (whole == 0 || carried >= part * whole) {
                return count;
            }
            carried += energies[count];
        }
        return energies.length;
    }

    @Nullable
    RankUse rankUse() {
        int measured = 0;
        int products = 0;
        double[] byDirection = new double[Spectra.MOST_RANK];
        int rank = ranks.usual();
        for (LoraModule module : modules) {
            products += module.tensors().containsKey(Factor.DOWN) ? 1 : 0;
            double[] energies = spectra.of(module).orElse(new double[0]);
            measured += energies.length > 0 ? 1 : 0;
            // Slices that were stacked share their directions in turn: three of a stacked layer count as one.
            int stacked = Math.max(1, energies.length / Math.max(1, ranks.of(module)));
            for (int at = 0; at < energies.length; at++) {
                byDirection[at / stacked] += energies[at] * scales.of(module) * scales.of(module);
            }
        }
        double whole = Arrays.stream(byDirection).sum();
        if (measured == 0 || whole <= 0 || rank <= 0) {
            return null;
        }
        List<Double> kept = new ArrayList<>();
        double sum = 0;
        for (int at = 0; at < Math.min(rank, byDirection.length); at++) {
            sum += byDirection[at];
            kept.add(Math.min(1, sum / whole));
        }
        int target = usualSize(lowest(kept, NEARLY_ALL));
        int resizeTo = target <= WORTH_IT * rank ? target : rank;
        return new RankUse(
                measured,
                products - measured,
                rank,
                lowest(kept, MOST),
                resizeTo,
                resizeTo < rank ? 1 - kept.get(resizeTo - 1) : 0,
                kept);
    }

    private static int lowest(List<Double> kept, double part) {
        int count = 1;
        while (count < kept.size() && kept.get(count - 1) < part) {
            count++;
        }
        return count;
    }

    /** The next even rank, beyond 16 the next of four. */
    private static int usualSize(int rank) {
        int step = rank > 16 ? 4 : rank > 2 ? 2 : 1;
        return (rank + step - 1) / step * step;
    }
}
