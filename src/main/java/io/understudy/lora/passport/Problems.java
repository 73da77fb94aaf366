package io.understudy.lora.passport;

import io.understudy.lora.ModelPart;
import io.understudy.lora.NamingFamily;
import io.understudy.lora.format.SafetensorsHeader;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.layers.Factor;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.TensorStatistics;
import io.understudy.lora.passport.Passport.BlockNorm;
import io.understudy.lora.passport.Passport.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

final class Problems {
    /** A block this many times stronger than the middle one of its part stands out. */
    private static final double STANDS_OUT = 10;

    private static final int NAMED = 3;
    private static final List<String> TELLING_KEYS =
            List.of("ss_dataset_dirs", "ss_datasets", "ss_tag_frequency", "ot_config");

    private final List<String> found = new ArrayList<>();

    Problems(
            SafetensorsHeader header,
            List<LoraModule> modules,
            Map<String, TensorStatistics> statistics,
            Scales scales,
            List<BlockNorm> norms,
            List<Claim> claims) {
        if (modules.isEmpty()) {
            found.add(
                    "The file holds no LoRA that is known here: none of its tensors is a factor of one. It may be a whole"
                            + " model, or an adapter of another kind.");
        }
        name(
                header.tensors().values().stream()
                        .filter(tensor -> notFinite(statistics, tensor))
                        .map(TensorInfo::name)
                        .toList(),
                "holds NaN or infinite values: pictures come out black or the file does not load",
                "hold NaN or infinite values: pictures come out black or the file does not load");
        modules.forEach(module -> module.incompleteness().ifPresent(found::add));
        untrained(modules, statistics);
        name(
                modules.stream()
                        .filter(module -> module.site().isEmpty())
                        .map(module -> module.firstTensor(true))
                        .toList(),
                "belongs to no layer known here",
                "belong to no layer known here");
        name(
                header.tensors().keySet().stream()
                        .filter(name -> !modules.isEmpty() && Factor.of(name).isEmpty())
                        .toList(),
                "is no part of a LoRA that is known here; tools may ignore it",
                "are no part of a LoRA that is known here; tools may ignore them");
        name(
                modules.isEmpty() ? List.of() : beside(header, modules),
                "changes a whole weight, norm or bias: ComfyUI applies it, other tools may not",
                "change whole weights, norms or biases: ComfyUI applies them, other tools may not");
        exploded(modules, statistics, scales);
        mixed(modules);
        standsOut(norms);
        claims.stream()
                .filter(claim -> !claim.agrees())
                .forEach(claim -> found.add(
                        "%s says “%s”, but it is %s.".formatted(claim.key(), claim.claimed(), claim.found())));
        telling(header);
    }

    /** What ComfyUI applies besides the modules. */
    private static List<String> beside(SafetensorsHeader header, List<LoraModule> modules) {
        Set<String> own = modules.stream()
                .flatMap(module -> module.tensors().entrySet().stream())
                .filter(tensor -> tensor.getKey() != Factor.EXTRA)
                .map(tensor -> tensor.getValue().name())
                .collect(Collectors.toSet());
        return header.tensors().keySet().stream()
                .filter(name -> !own.contains(name))
                .filter(name -> Factor.of(name)
                        .filter(key -> key.factor() == Factor.EXTRA || key.factor() == Factor.DIFFERENCE)
                        .isPresent())
                .toList();
    }

    static Optional<String> broken(
            Collection<TensorInfo> tensors, List<LoraModule> modules, Map<String, TensorStatistics> statistics) {
        return tensors.stream()
                .filter(tensor -> notFinite(statistics, tensor))
                .findFirst()
                .map(tensor ->
                        "Tensor \"%s\" holds NaN or infinite values: pictures come out black or the file does not load."
                                .formatted(tensor.name()))
                .or(() -> modules.stream()
                        .filter(LoraModule::cannotBeMultiplied)
                        .findFirst()
                        .flatMap(LoraModule::incompleteness));
    }

    private static boolean notFinite(Map<String, TensorStatistics> statistics, TensorInfo tensor) {
        TensorStatistics values = statistics.get(tensor.name());
        return values != null && values.notNumbers() + values.infinities() > 0;
    }

    private void untrained(List<LoraModule> modules, Map<String, TensorStatistics> statistics) {
        List<String> zero = new ArrayList<>();
        for (LoraModule module : modules) {
            module.tensors().forEach((factor, tensor) -> {
                TensorStatistics values = statistics.get(tensor.name());
                if (factor.isWeight() && tensor.elements() > 0 && values != null && values.isAllZero()) {
                    zero.add(tensor.name());
                }
            });
        }
        long dead =
                modules.stream().filter(module -> module.norm(statistics) == 0).count();
        if (!modules.isEmpty() && dead == modules.size()) {
            found.add("Every module is zero: the file changes nothing. It was saved before its first step, or training"
                    + " had no effect.");
        }
        name(zero, "is all zero, so its module changes nothing", "are all zero, so their modules change nothing");
    }

    /**
     * A layer's own weights are about 1/√inputs each, so the whole matrix has a norm of about √outputs. A change of that
     * size replaces the layer instead of adapting it; a healthy LoRA stays well below. The product of two factors of rank r
     * is taken to be 1/√r of the product of their norms, which it is where the r directions share the change evenly.
     */
    private void exploded(List<LoraModule> modules, Map<String, TensorStatistics> statistics, Scales scales) {
        List<String> beyond = modules.stream()
                .filter(module -> module.outputs() > 0
                        && scales.of(module) * module.norm(statistics) / Math.sqrt(Math.max(1, module.rank()))
                                >= Math.sqrt(module.outputs()))
                .map(module -> module.firstTensor(false))
                .toList();
        name(
                beyond,
                "is so large that its module outweighs the layer it changes: training ran away, or the scale is wrong",
                "are so large that their modules outweigh the layers they change: training ran away, or the scale is wrong");
    }

    private void mixed(List<LoraModule> modules) {
        var families = modules.stream()
                .map(module -> module.path().family())
                .filter(family -> family != NamingFamily.UNKNOWN)
                .collect(Collectors.toCollection(TreeSet::new));
        if (families.size() > 1) {
            found.add("The file mixes naming families: %s. Tools load the part they know and skip the rest."
                    .formatted(families.stream().map(NamingFamily::label).collect(Collectors.joining("; "))));
        }
    }

    private void standsOut(List<BlockNorm> norms) {
        for (ModelPart part : ModelPart.values()) {
            List<BlockNorm> ofPart = norms.stream()
                    .filter(norm -> norm.part() == part)
                    .sorted(Comparator.comparingDouble(BlockNorm::norm))
                    .toList();
            if (ofPart.size() < NAMED) {
                continue;
            }
            double middle = ofPart.get(ofPart.size() / 2).norm();
            BlockNorm strongest = ofPart.getLast();
            if (middle > 0 && strongest.norm() > STANDS_OUT * middle) {
                found.add(
                        "%s: block %d is changed %.0f times as strongly as the middle block; training may have run away."
                                .formatted(part.label(), strongest.block(), strongest.norm() / middle));
            }
        }
    }

    private void telling(SafetensorsHeader header) {
        List<String> keys =
                TELLING_KEYS.stream().filter(header.metadata()::containsKey).toList();
        if (!keys.isEmpty()) {
            found.add("The metadata (%s) reveals folder names and caption words of the training; strip it before you"
                            .formatted(String.join(", ", keys))
                    + " share the file.");
        }
    }

    private void name(List<String> tensors, String one, String several) {
        if (tensors.size() == 1) {
            found.add("Tensor \"%s\" %s.".formatted(tensors.getFirst(), one));
        } else if (!tensors.isEmpty()) {
            String first =
                    tensors.stream().limit(NAMED).map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            int rest = tensors.size() - NAMED;
            found.add("%d tensors %s: %s%s."
                    .formatted(tensors.size(), several, first, rest > 0 ? " and %d more".formatted(rest) : ""));
        }
    }

    List<String> found() {
        return found;
    }
}
