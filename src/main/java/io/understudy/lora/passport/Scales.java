package io.understudy.lora.passport;

import io.understudy.lora.format.JsonTree;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.TensorStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Alpha and effective scale. Alpha is a tensor; where a family has none it is in the metadata, and where it is
 * nowhere it is taken to equal the rank, which is what the tools of those families do.
 */
final class Scales {

    private final Map<String, TensorStatistics> statistics;
    private final OptionalDouble told;
    private final String source;
    private final double alpha;
    private final double scale;

    private Scales(
            Map<String, TensorStatistics> statistics, OptionalDouble told, String source, List<LoraModule> modules) {
        this.statistics = statistics;
        this.told = told;
        this.source = source;
        this.alpha = PassportDraft.mostFrequent(
                        modules.stream().map(this::alpha).toList())
                .orElse(0.0);
        this.scale = PassportDraft.mostFrequent(modules.stream().map(this::of).toList())
                .orElse(0.0);
    }

    static Scales of(
            List<LoraModule> modules,
            Map<String, TensorStatistics> statistics,
            Map<String, String> metadata,
            Ranks ranks) {
        long stored = modules.stream()
                .filter(module -> module.alpha(statistics).isPresent())
                .count();
        if (stored > 0) {
            String source = stored == modules.size()
                    ? "read from its tensors"
                    : "read from the tensors of %d of %d modules; the others have none, so theirs is their rank"
                            .formatted(stored, modules.size());
            return new Scales(statistics, OptionalDouble.empty(), source, modules);
        }
        OptionalDouble adapter = adapterAlpha(metadata);
        if (adapter.isPresent()) {
            return new Scales(statistics, adapter, "from lora_adapter_metadata; no tensor holds it", modules);
        }
        OptionalDouble kohya = number(metadata.get("ss_network_alpha"));
        if (kohya.isPresent()) {
            return new Scales(statistics, kohya, "from ss_network_alpha; no tensor holds it", modules);
        }
        return new Scales(
                statistics,
                OptionalDouble.empty(),
                ranks.usual() == 0 ? "not stored" : "not stored; taken to equal the rank",
                modules);
    }

    private static OptionalDouble adapterAlpha(Map<String, String> metadata) {
        String text = metadata.get("lora_adapter_metadata");
        if (text == null) {
            return OptionalDouble.empty();
        }
        List<Double> found = new ArrayList<>();
        try {
            JsonNode root = JsonTree.read(text);
            root.properties().forEach(entry -> {
                if ((entry.getKey().equals("lora_alpha") || entry.getKey().endsWith(".lora_alpha"))
                        && entry.getValue().isNumber()) {
                    found.add(entry.getValue().doubleValue());
                }
            });
        } catch (JacksonException notJson) {
            // Texts of strangers: what cannot be read says nothing, and the next source is asked.
            return OptionalDouble.empty();
        }
        return found.stream().mapToDouble(Double::doubleValue).findFirst();
    }

    static OptionalDouble number(@Nullable String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            return DoubleStream.of(Double.parseDouble(text.strip()))
                    .filter(Double::isFinite)
                    .findFirst();
        } catch (NumberFormatException noNumber) {
            return OptionalDouble.empty();
        }
    }

    double alpha(LoraModule module) {
        return module.alpha(statistics).orElse(told.orElse(module.rank()));
    }

    double of(LoraModule module) {
        return module.rank() == 0 ? 1 : alpha(module) / module.rank();
    }

    double alpha() {
        return alpha;
    }

    double scale() {
        return scale;
    }

    String source() {
        return source;
    }

    Optional<Double> knownAlpha() {
        return source.startsWith("not stored") ? Optional.empty() : Optional.of(alpha);
    }
}
