package io.understudy.mini;

import io.understudy.lora.format.SafetensorsContent;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.network.LoraAdapter;
import io.understudy.mini.network.LoraPair;
import io.understudy.mini.network.TransformerShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A LoRA of the miniature as a file: pairs {@code transformer.single_transformer_blocks.N.linear1.lora_A.weight} and
 * {@code lora_B.weight} with {@code alpha}, named as FLUX files name theirs, in 32-bit floats so that a file read again
 * generates the same pictures bit for bit. The {@code lora_down} and {@code lora_up} spelling is read as well.
 *
 * @param adapter  the pairs
 * @param metadata the header's texts, {@code ss_*} and {@code modelspec.*} among them
 */
public record MiniatureLoraFile(LoraAdapter adapter, Map<String, String> metadata) implements SafetensorsContent {
    /** Names the base; also the mark of a file that was written here. */
    public static final String BASE = "understudy.base";

    private static final String PREFIX = "transformer.single_transformer_blocks.";

    public MiniatureLoraFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static MiniatureLoraFile read(MiniatureBase base, Path file) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            return read(base, open);
        }
    }

    public static MiniatureLoraFile read(MiniatureBase base, byte[] bytes) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.of(bytes)) {
            return read(base, open);
        }
    }

    /**
     * Reads a LoRA for this base.
     *
     * @throws UnfitLoraException if it was made for another model, such as FLUX
     * @throws io.understudy.lora.format.MalformedSafetensorsException if it is no sound safetensors file
     */
    public static MiniatureLoraFile read(MiniatureBase base, SafetensorsFile file) throws IOException {
        LoraFit.require(base, file);
        TransformerShape shape = base.transformer().shape();
        int rank = 0;
        for (TensorInfo tensor : file.tensors()) {
            if (LoraFit.isDown(tensor.name())) {
                rank = tensor.dimension(0);
            }
        }
        float alpha = rank;
        LoraAdapter adapter = LoraAdapter.zero(shape, rank, alpha);
        for (int i = 0; i < adapter.pairs().size(); i++) {
            String layer = layer(i);
            Optional<TensorInfo> down = LoraFit.find(file, layer, ".lora_A.weight", ".lora_down.weight");
            Optional<TensorInfo> up = LoraFit.find(file, layer, ".lora_B.weight", ".lora_up.weight");
            if (down.isPresent() && up.isPresent()) {
                adapter.pairs()
                        .get(i)
                        .load(
                                file.floats(down.get().name()),
                                file.floats(up.get().name()));
            }
            if (file.tensor(layer + ".alpha").isPresent()) {
                alpha = file.floats(layer + ".alpha")[0];
            }
        }
        return new MiniatureLoraFile(new LoraAdapter(rank, alpha, adapter.pairs()), file.metadata());
    }

    /** Name of the linear layer that pair {@code index} of an adapter belongs to. */
    static String layer(int index) {
        return PREFIX + index / 2 + ".linear" + (index % 2 + 1);
    }

    @Override
    public SafetensorsWriter writer() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata(metadata);
        int rank = adapter.rank();
        // In the order in which the safetensors library would write them, so that hashes survive being saved by a tool.
        Map<String, LoraPair> byLayer = new TreeMap<>();
        for (int i = 0; i < adapter.pairs().size(); i++) {
            byLayer.put(layer(i), adapter.pairs().get(i));
        }
        byLayer.forEach((layer, pair) -> {
            writer.tensor(layer + ".alpha", TensorType.F32, new float[] {adapter.alpha()});
            writer.tensor(layer + ".lora_A.weight", TensorType.F32, pair.exportDown(), rank, pair.inputs());
            writer.tensor(layer + ".lora_B.weight", TensorType.F32, pair.exportUp(), pair.outputs(), rank);
        });
        return writer;
    }
}
