
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the weights of TensorFlow.js: a manifest in JSON and one file of numbers, quantised or not. */
final class WeightFile {
    private WeightFile() {}

    static Map<String, Tensor> read(JsonNode manifest, byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> weights = new HashMap<>();
        for (JsonNode group : manifest) {
            for (JsonNode weight : group.path("weights")) {
                weights.put(weight.path("name").asString(), tensor(weight, bytes));
            }
        }
        return weights;
    }

    private static Tensor tensor(JsonNode weight, ByteBuffer bytes) {
        int[] shape = new int[weight.path("shape").size()];
        int size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = weight.path("shape").get(i).asInt();
            size *= shape[i];
        }
        String type = weight.path("dtype").asString();
        JsonNode quantization = weight.path("quantization");
        if (quantization.isMissingNode() && type.equals("int32")) {
            int[] values = new int[size];
            for (int i = 0; i < size; i++) {
                values[i] = bytes.getInt();
            }
            return Tensor.of(shape, values);
        }
        float[] values = new float[size];
        String stored = quantization.path("dtype").asString(type);
        double scale = quantization.path("scale").asDouble(1);
        double least = quantization.path("min").asDouble(0);
        for (int i = 0; i < size; i++) {
            values[i] = switch (stored) {
                case "float32" -> bytes.getFloat();
                case "float16" -> Float.float16ToFloat(bytes.getShort());
                case "uint16" -> (float) ((bytes.getShort() & 0xFFFF) * scale + least);
                case "uint8" -> (float) ((bytes.get() & 0xFF) * scale + least);
                default -> throw new IllegalArgumentException("Weights are stored as " + stored + ", which is unknown");
            };
        }
        if (!type.equals("int32")) {
            return Tensor.of(shape, values);
        }
        int[] whole = new int[size];
        for (int i = 0; i < size; i++) {
            whole[i] = Math.round(values[i]);
        }
        return Tensor.of(shape, whole);
    }
}
