package io.understudy.mini;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import io.understudy.mini.network.LoraAdapter;
import io.understudy.mini.network.LoraPair;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

final class LoraFit {
    private static final long FLUX_WIDTH = 3072;

    private LoraFit() {}

    static void require(MiniatureBase base, SafetensorsFile file) throws UnfitLoraException {
        if (isForFlux(file)) {
            throw new UnfitLoraException(
                    ("This LoRA was made for FLUX.1 (hidden width %d). The miniature has width %d and"
                                    + " cannot use it; choose a LoRA trained here or a FLUX backend.")
                            .formatted(FLUX_WIDTH, base.transformer().shape().width()));
        }
        String trainedOn = file.metadata().getOrDefault(MiniatureLoraFile.BASE, base.name());
        if (!trainedOn.equals(base.name())) {
            throw new UnfitLoraException(
                    "This LoRA was trained on the miniature base \"%s\"; this program has \"%s\". Train it again on this one."
                            .formatted(trainedOn, base.name()));
        }
        requireShapes(base, file);
    }

    private static boolean isForFlux(SafetensorsFile file) {
        String declared = file.metadata().getOrDefault("modelspec.architecture", "")
                + file.metadata().getOrDefault("ss_base_model_version", "");
        if (declared.toLowerCase(Locale.ROOT).contains("flux")) {
            return true;
        }
        return file.tensors().stream()
                .anyMatch(tensor -> tensor.name().contains("double_blocks")
                        || tensor.name().contains(".transformer_blocks.")
                        || tensor.name().contains("lora_unet_single_blocks")
                        || (tensor.name().contains("single_transformer_blocks")
                                && tensor.shape().contains(FLUX_WIDTH)));
    }

    private static void requireShapes(MiniatureBase base, SafetensorsFile file) throws UnfitLoraException {
        Map<String, LoraPair> pairs = new HashMap<>();
        LoraAdapter layers = LoraAdapter.zero(base.transformer().shape(), 1, 1);
        for (int i = 0; i < layers.pairs().size(); i++) {
            pairs.put(MiniatureLoraFile.layer(i), layers.pairs().get(i));
        }
        Set<Integer> ranks = new TreeSet<>();
        for (TensorInfo tensor : file.tensors()) {
            String name = tensor.name();
            LoraPair pair = pairs.get(layerOf(name));
            if (pair == null) {
                throw new UnfitLoraException(
                        "The tensor \"%s\" belongs to no layer of the miniature: this is no LoRA of it."
                                .formatted(name));
            }
            if (name.endsWith(".alpha")) {
                continue;
            }
            boolean down = isDown(name);
            List<Long> shape = tensor.shape();
            long wanted = down ? pair.inputs() : pair.outputs();
            if (shape.size() != 2 || shape.get(down ? 1 : 0) != wanted) {
                throw new UnfitLoraException(("The tensor \"%s\" has shape %s; this layer of the miniature has %d %s."
                                + " The LoRA was made for another model.")
                        .formatted(name, shape, wanted, down ? "inputs" : "outputs"));
            }
            ranks.add(tensor.dimension(down ? 0 : 1));
        }
        if (ranks.size() != 1 || ranks.iterator().next() > LoraSettings.MAX_RANK) {
            throw new UnfitLoraException(
                    "The file's pairs have ranks %s; the miniature uses one rank from 1 to %d for all."
                            .formatted(ranks, LoraSettings.MAX_RANK));
        }
    }

    private static String layerOf(String tensor) {
        return tensor.replaceFirst("\\.(lora_(A|B|down|up)\\.weight|alpha)$", "");
    }

    static boolean isDown(String tensor) {
        return tensor.endsWith(".lora_A.weight") || tensor.endsWith(".lora_down.weight");
    }

    static Optional<TensorInfo> find(SafetensorsFile file, String layer, String suffix, String otherSuffix) {
        return file.tensor(layer + suffix).or(() -> file.tensor(layer + otherSuffix));
    }
}
