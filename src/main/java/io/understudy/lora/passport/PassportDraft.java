package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.BaseModel;
import io.understudy.lora.ModelPart;
import io.understudy.lora.NamingFamily;
import io.understudy.lora.format.SafetensorsHeader;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.layers.Factor;
import io.understudy.lora.layers.Geometry;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import io.understudy.lora.layers.Spectra;
import io.understudy.lora.layers.TensorStatistics;
import io.understudy.lora.passport.Passport.BlockNorm;
import io.understudy.lora.passport.Passport.FileHashes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PassportDraft {
    private final SafetensorsHeader header;
    private final Map<String, TensorStatistics> statistics;
    private final Spectra spectra;
    private final FileHashes hashes;
    private final long size;
    private final List<LoraModule> modules;

    PassportDraft(
            SafetensorsHeader header,
            List<LoraModule> modules,
            Map<String, TensorStatistics> statistics,
            Spectra spectra,
            FileHashes hashes,
            long size) {
        this.header = header;
        this.modules = modules;
        this.statistics = statistics;
        this.spectra = spectra;
        this.hashes = hashes;
        this.size = size;
    }

    static List<LoraModule> modules(Collection<TensorInfo> tensors) {
        Map<String, LoraModule> byName = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            Factor.of(tensor.name())
                    .ifPresent(key -> byName.computeIfAbsent(key.module(), LoraModule::new)
                            .add(key.factor(), tensor));
        }
        // An alpha or a bias alone, as some checkpoints have, makes no LoRA.
        List<LoraModule> modules = byName.values().stream()
                .filter(module -> module.kind().isPresent())
                .toList();
        List<LoraModule> factored =
                modules.stream().filter(module -> !isWhole(module)).toList();
        // Whole matrices that come along with a LoRA, such as embedders, do not decide what it is for.
        return factored.isEmpty() ? modules : factored;
    }

    private static boolean isWhole(LoraModule module) {
        return module.kind().filter(AdapterKind.FULL::equals).isPresent();
    }

    Passport passport() {
        ModelDecision decision = new ModelDecision(
                modules, header.metadata(), Problems.broken(header.tensors().values(), modules, statistics));
        Ranks ranks = Ranks.of(modules);
        Scales scales = Scales.of(modules, statistics, header.metadata(), ranks);
        Passport.@Nullable Coverage coverage = decision.verdict()
                .family()
                .target()
                .map(target -> CoverageCount.of(target, modules, ranks))
                .orElse(null);
        List<BlockNorm> norms = norms(scales);
        Claims claims = new Claims(header.metadata(), decision.verdict(), decision.fits(), ranks, scales, hashes);
        return new Passport(
                size,
                family(),
                adapter(),
                decision.verdict(),
                ranks.usual(),
                ranks.byPart(),
                scales.alpha(),
                scales.source(),
                scales.scale(),
                modules.stream().map(PassportDraft::part).distinct().sorted().toList(),
                modules.size(),
                header.tensors().size(),
                header.tensors().values().stream()
                        .mapToLong(TensorInfo::elements)
                        .sum(),
                dtypes(),
                coverage,
                norms,
                hashes,
                MetadataFacts.of(header.metadata()),
                claims.all(),
                decision.fits(),
                new Problems(header, modules, statistics, scales, norms, claims.all()).found(),
                details(ranks, scales));
    }

    private PassportDetails details(Ranks ranks, Scales scales) {
        LayerTable table = new LayerTable(modules, statistics, spectra, ranks, scales);
        MetadataTexts texts = new MetadataTexts(header.metadata());
        return new PassportDetails(table.layers(), table.rankUse(), texts.texts(), texts.trainingData());
    }

    private NamingFamily family() {
        if (modules.isEmpty()) {
            return NamingFamily.UNKNOWN;
        }
        if (isControl()) {
            return NamingFamily.CONTROL;
        }
        return mostFrequent(
                        modules.stream().map(module -> module.path().family()).toList())
                .orElse(NamingFamily.UNKNOWN);
    }

    /** Control LoRAs widen the picture input to twice the latents, and train biases and norms along. */
    private boolean isControl() {
        return modules.stream()
                .anyMatch(module -> module.site()
                                .filter(site -> site.role().equals("img_in"))
                                .isPresent()
                        && module.inputs()
                                == 2 * Geometry.of(BaseModel.FLUX1_DEV).latent()
                        && module.outputs() == Geometry.of(BaseModel.FLUX1_DEV).hidden());
    }

    private @Nullable AdapterKind adapter() {
        return mostFrequent(modules.stream()
                        .flatMap(module -> module.kind().stream())
                        .toList())
                .orElse(null);
    }

    private Map<String, Integer> dtypes() {
        Map<String, Integer> counts = new TreeMap<>();
        header.tensors().values().forEach(tensor -> counts.merge(tensor.type().name(), 1, Integer::sum));
        return counts;
    }

    private List<BlockNorm> norms(Scales scales) {
        record Block(ModelPart part, int number) {}
        Map<Block, List<LoraModule>> blocks = new HashMap<>();
        for (LoraModule module : modules) {
            module.site()
                    .ifPresent(site -> blocks.computeIfAbsent(
                                    new Block(site.part(), site.block()), block -> new ArrayList<>())
                            .add(module));
        }
        return blocks.entrySet().stream()
                .map(entry -> new BlockNorm(
                        entry.getKey().part(),
                        entry.getKey().number(),
                        entry.getValue().size(),
                        Math.sqrt(entry.getValue().stream()
                                .mapToDouble(module -> scales.of(module) * module.norm(statistics))
                                .map(norm -> norm * norm)
                                .sum())))
                .sorted(Comparator.comparing(BlockNorm::part).thenComparing(BlockNorm::block))
                .toList();
    }

    static ModelPart part(LoraModule module) {
        return module.site().map(ModuleSite::part).orElse(ModelPart.OTHER);
    }

    /** The value that comes most often; of those that come equally often, the first that came. */
    static <T> Optional<T> mostFrequent(List<T> values) {
        Map<T, Long> counts = values.stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        T best = null;
        long most = 0;
        for (Map.Entry<T, Long> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return Optional.ofNullable(best);
    }
}
