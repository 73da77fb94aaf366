
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The two networks whose files hold weights by layer but no graph: dlib's ResNet for identity, and 68 points of a face.
 * Their architecture is that of the MIT-licensed source of face-api.
 */
final class FaceNets {
    private final OnnxGraph graph = new OnnxGraph();
    private final Map<String, Tensor> weights;

    private FaceNets(JsonNode manifest, byte[] file) {
        weights = WeightFile.read(manifest, file);
    }

    /** Input {@code x}: n x 3 x 150 x 150, means subtracted, divided by 255; output {@code y}: n x 128. */
    static byte[] recognition(JsonNode manifest, byte[] file) {
        FaceNets net = new FaceNets(manifest, file);
        OnnxGraph graph = net.graph;
        String x = graph.input("x", OnnxGraph.FLOAT, -1, 3, 150, 150);
        x = net.scaled(x, "conv32_down", 2, false, true);
        x = graph.node("MaxPool", List.of(x), Map.of("kernel_shape", new int[] {3, 3}, "strides", new int[] {2, 2}));
        int side = 35;
        for (String block : List.of(
                "conv32_1",
                "conv32_2",
                "conv32_3",
                "conv64_down",
                "conv64_1",
                "conv64_2",
                "conv64_3",
                "conv128_down",
                "conv128_1",
                "conv128_2",
                "conv256_down",
                "conv256_1",
                "conv256_2",
                "conv256_down_out")) {
            if (block.contains("_down")) {
                x = net.halving(x, block, side);
                side /= 2;
            } else {
                x = net.residual(x, block);
            }
        }
        String pooled = graph.node("ReduceMean", List.of(x), Map.of("axes", new int[] {2, 3}, "keepdims", 0));
        graph.output(graph.node("MatMul", pooled, net.weight("fc").in(graph)), "y");
        return graph.toBytes();
    }

    /** Input {@code x}: n x 3 x 112 x 112, as above; output {@code y}: n x 136, x and y of each point, 0 to 1. */
    static byte[] landmarks(JsonNode manifest, byte[] file) {
        FaceNets net = new FaceNets(manifest, file);
        OnnxGraph graph = net.graph;
        String x = graph.input("x", OnnxGraph.FLOAT, -1, 3, 112, 112);
        for (int block = 0; block < 4; block++) {
            x = net.dense(x, "dense" + block, block == 0);
        }
        x = graph.node(
                "AveragePool", List.of(x), Map.of("kernel_shape", new int[] {7, 7}, "strides", new int[] {2, 2}));
        x = graph.node("Reshape", x, graph.list(-1, 256));
        x = graph.node("MatMul", x, net.weight("fc/weights").in(graph));
        graph.output(graph.node("Add", x, net.weight("fc/bias").in(graph)), "y");
        return graph.toBytes();
    }

    /** A convolution with dlib's affine layer behind it, folded into its filters and biases. */
    private String scaled(String x, String name, int stride, boolean same, boolean relu) {
        float[] factors = numbers(name + "/scale/weights");
        float[] shifts = numbers(name + "/scale/biases");
        float[] biases = numbers(name + "/conv/bias").clone();
        for (int i = 0; i < biases.length; i++) {
            biases[i] = biases[i] * factors[i] + shifts[i];
        }
        String y = convolution(x, name + "/conv/filters", biases, factors, stride, same);
        return relu ? graph.node("Relu", y) : y;
    }

    private String residual(String x, String name) {
        String y = scaled(x, name + "/conv1", 1, true, true);
        return graph.node("Relu", graph.node("Add", scaled(y, name + "/conv2", 1, true, false), x));
    }

    /** Halves the side; the shortcut is an average, zero in the channels that it does not have. */
    private String halving(String x, String name, int side) {
        String y = scaled(scaled(x, name + "/conv1", 2, false, true), name + "/conv2", 1, true, false);
        String shortcut = graph.node(
                "AveragePool", List.of(x), Map.of("kernel_shape", new int[] {2, 2}, "strides", new int[] {2, 2}));
        int missing = side / 2 - ((side - 3) / 2 + 1);
        if (missing > 0) {
            y = graph.node("Pad", y, graph.list(0, 0, 0, 0, 0, 0, missing, missing));
        }
        Tensor filters = weight(name + "/conv1/conv/filters");
        int more = filters.length(3) - filters.length(2);
        if (more > 0) {
            shortcut = graph.node("Pad", shortcut, graph.list(0, 0, 0, 0, 0, more, 0, 0));
        }
        return graph.node("Relu", graph.node("Add", y, shortcut));
    }

    private String dense(String x, String name, boolean first) {
        String one = first
                ? convolution(x, name + "/conv0/filters", numbers(name + "/conv0/bias"), null, 2, true)
                : separable(x, name + "/conv0", 2);
        one = graph.node("Relu", one);
        String two = separable(one, name + "/conv1", 1);
        String sum = graph.node("Add", one, two);
        String three = separable(graph.node("Relu", sum), name + "/conv2", 1);
        String inner = graph.node("Add", one, graph.node("Add", two, three));
        String four = separable(graph.node("Relu", inner), name + "/conv3", 1);
        return graph.node("Relu", graph.node("Add", one, graph.node("Add", two, graph.node("Add", three, four))));
    }

    private String separable(String x, String name, int stride) {
        Tensor filter = weight(name + "/depthwise_filter");
        String filters = graph.constant(filter.filter(true), filter.length(2), 1, filter.length(0), filter.length(1));
        Map<String, Object> how = new HashMap<>(how(stride, true));
        how.put("group", filter.length(2));
        String y = graph.node("Conv", List.of(x, filters), how);
        return convolution(y, name + "/pointwise_filter", numbers(name + "/bias"), null, 1, true);
    }

    private String convolution(
            String x, String name, float[] biases, float @Nullable [] factors, int stride, boolean same) {
        Tensor filter = weight(name);
        int out = filter.length(3);
        String filters = graph.constant(
                filter.filter(false), out, filter.length(2), filter.length(0), filter.length(1));
        if (factors != null) {
            filters = graph.node("Mul", filters, graph.constant(factors, out, 1, 1, 1));
        }
        List<String> operands = new ArrayList<>();
        operands.add(x);
        operands.add(filters);
        operands.add(graph.constant(biases, out));
        return graph.node("Conv", operands, how(stride, same));
    }

    private static Map<String, Object> how(int stride, boolean same) {
        return Map.of("strides", new int[] {stride, stride}, "auto_pad", same ? "SAME_UPPER" : "VALID");
    }

    private float[] numbers(String name) {
        return weight(name).numbers();
    }

    private Tensor weight(String name) {
        return Objects.requireNonNull(weights.get(name), () -> "The file has no weights " + name);
    }
}
