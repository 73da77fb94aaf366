package io.understudy.mini.network;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The tensors of a base file whose names begin with {@code transformer.}, without that prefix. */
final class TransformerWeights {
    private static final String PREFIX = "transformer.";

    private final Map<String, float[]> values = new HashMap<>();
    private final Map<String, TensorInfo> infos = new HashMap<>();

    TransformerWeights(SafetensorsFile file) throws IOException {
        for (TensorInfo tensor : file.tensors()) {
            if (tensor.name().startsWith(PREFIX)) {
                String name = tensor.name().substring(PREFIX.length());
                values.put(name, file.floats(tensor.name()));
                infos.put(name, tensor);
            }
        }
    }

    TransformerShape shape() throws MalformedSafetensorsException {
        int width = info("img_in.weight").dimension(0);
        int depth = 0;
        while (infos.containsKey("blocks." + depth + ".lin1.weight")) {
            depth++;
        }
        int cells = info("pos").dimension(0);
        int side = (int) Math.round(Math.sqrt(cells));
        if (side * side != cells) {
            throw new MalformedSafetensorsException(
                    "The base has %d picture cells, which is no square.".formatted(cells));
        }
        try {
            return new TransformerShape(
                    width,
                    depth,
                    info("blocks.0.qn").dimension(0),
                    info("blocks.0.lin1.weight").dimension(0) - 3 * width,
                    info("img_in.weight").dimension(1),
                    side,
                    info("txt.weight").dimension(0));
        } catch (IllegalArgumentException unusable) {
            throw new MalformedSafetensorsException(
                    "The base has sizes this program cannot use. " + unusable.getMessage(), unusable);
        }
    }

    private TensorInfo info(String name) throws MalformedSafetensorsException {
        TensorInfo info = infos.get(name);
        if (info == null) {
            throw new MalformedSafetensorsException("The base has no tensor \"%s%s\".".formatted(PREFIX, name));
        }
        return info;
    }

    float[] get(String name) {
        float[] tensor = values.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("The base has no tensor \"%s%s\".".formatted(PREFIX, name));
        }
        return tensor;
    }

    Linear linear(String name) {
        return Linear.of(get(name + ".weight"), get(name + ".bias"));
    }

    VectorLinear vectorLinear(String name) {
        return new VectorLinear(get(name + ".weight"), get(name + ".bias"));
    }
}
