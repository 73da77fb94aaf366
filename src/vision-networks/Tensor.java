
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a TensorFlow.js file. Exactly one of the two arrays is there.
 *
 * @param shape length of each axis
 */
record Tensor(int[] shape, float @Nullable [] floats, int @Nullable [] ints) {
    static Tensor of(int[] shape, float[] values) {
        return new Tensor(shape, values, null);
    }

    static Tensor of(int[] shape, int[] values) {
        return new Tensor(shape, null, values);
    }

    float[] numbers() {
        if (floats == null) {
            throw new IllegalArgumentException("Real numbers are expected here");
        }
        return floats;
    }

    int[] integers() {
        if (ints == null) {
            throw new IllegalArgumentException("Whole numbers are expected here");
        }
        return ints;
    }

    int length(int axis) {
        return shape[axis];
    }

    /** As a constant of the graph. */
    String in(OnnxGraph graph) {
        long[] lengths = new long[shape.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = shape[i];
        }
        return floats != null ? graph.constant(floats, lengths) : graph.constant(integers(), lengths);
    }

    /**
     * Exchanges axes from TensorFlow's order of a filter (height, width, in, out) to that of ONNX (out, in, height,
     * width). For depthwise filters, {@code in} and the multiplier together are {@code out}.
     */
    float[] filter(boolean depthwise) {
        int rows = shape[0];
        int columns = shape[1];
        int in = shape[2];
        int out = shape[3];
        float[] from = numbers();
        float[] to = new float[from.length];
        int at = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int i = 0; i < in; i++) {
                    for (int o = 0; o < out; o++) {
                        int plane = depthwise ? i * out + o : o * in + i;
                        to[(plane * rows + y) * columns + x] = from[at++];
                    }
                }
            }
        }
        return to;
    }
}
