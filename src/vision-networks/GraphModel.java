
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Turns a TensorFlow.js graph model into ONNX: the operators that the networks here use. TensorFlow keeps channels last
 * and ONNX first; each convolution is wrapped in two transpositions, most of which the run time's optimiser removes.
 */
final class GraphModel {
    private final OnnxGraph graph = new OnnxGraph();
    private final Map<String, Tensor> weights;
    private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
    /** Results by node, and by {@code node:index} for the further ones. */
    private final Map<String, String> results = new HashMap<>();

    private GraphModel(JsonNode model, byte[] file) {
        weights = WeightFile.read(model.path("weightsManifest"), file);
        for (JsonNode node : model.path("modelTopology").path("node")) {
            nodes.put(node.path("name").asString(), node);
        }
    }

    /** The whole model; its outputs are the results that no node uses, under the names of their nodes. */
    static byte[] toOnnx(JsonNode model, byte[] file) {
        GraphModel converted = new GraphModel(model, file);
        Set<String> used = new HashSet<>();
        converted.nodes.values().forEach(node -> inputs(node).forEach(input -> used.add(node(input))));
        converted.nodes.keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> converted.graph.output(converted.result(name), name.replace(':', '_')));
        return converted.graph.toBytes();
    }

    /** Depth first with a stack of its own: some of these graphs are hundreds of nodes deep. */
    private String result(String reference) {
        Deque<String> open = new ArrayDeque<>();
        open.push(node(reference));
        while (!open.isEmpty()) {
            String name = open.getFirst();
            if (results.containsKey(name)) {
                open.pop();
                continue;
            }
            List<String> missing = inputs(requireNode(name)).stream()
                    .map(GraphModel::node)
                    .filter(input -> !weights.containsKey(input) && !results.containsKey(input))
                    .toList();
            if (missing.isEmpty()) {
                results.put(name, convert(name));
                open.pop();
            } else {
                missing.forEach(open::push);
            }
        }
        return known(reference);
    }

    private String convert(String name) {
        JsonNode node = requireNode(name);
        JsonNode attributes = node.path("attr");
        List<String> in = inputs(node);
        String operator = node.path("op").asString();
        return switch (operator) {
            case "Const" -> weight(name).in(graph);
            case "Placeholder" -> placeholder(name, attributes);
            case "Identity" -> known(in.getFirst());
            case "Conv2D", "_FusedConv2D" -> convolution(attributes, in, false);
            case "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative" -> convolution(attributes, in, true);
            case "Add", "AddV2", "BiasAdd" -> binary("Add", in);
            case "Sub", "Mul" -> binary(operator, in);
            case "RealDiv", "FloorDiv", "Div" -> binary("Div", in);
            case "Maximum" -> binary("Max", in);
            case "Minimum" -> binary("Min", in);
            case "Prelu" -> binary("PRelu", in);
            case "Relu", "Sigmoid", "Sqrt" -> graph.node(operator, known(in.getFirst()));
            case "SquaredDifference" -> {
                String difference = binary("Sub", in);
                yield graph.node("Mul", difference, difference);
            }
            case "Relu6" -> activation(operator, known(in.getFirst()));
            case "MaxPool" -> pool(operator, attributes, in);
            case "Pad" -> pad(in);
            case "Reshape" -> graph.node("Reshape", known(in.getFirst()), list(in.get(1)));
            case "ConcatV2" -> {
                int axis = weight(in.getLast()).integers()[0];
                yield graph.node(
                        "Concat",
                        in.subList(0, in.size() - 1).stream().map(this::known).toList(),
                        Map.of("axis", axis));
            }
            case "Squeeze" -> {
                int[] axes = ints(attributes, "squeeze_dims");
                yield axes.length == 0
                        ? graph.node("Squeeze", known(in.getFirst()))
                        : graph.node("Squeeze", known(in.getFirst()), graph.list(longs(axes)));
            }
            case "ExpandDims" -> graph.node("Unsqueeze", known(in.getFirst()), list(in.get(1)));
            case "Pack" -> pack(attributes, in);
            case "Unpack" -> unpack(name, attributes, in);
            case "ResizeBilinear" -> resize(attributes, in);
            case "Cast" -> {
                boolean whole = isInt32(attributes.path("DstT"));
                yield graph.node(
                        "Cast", List.of(known(in.getFirst())), Map.of("to", whole ? OnnxGraph.INT32 : OnnxGraph.FLOAT));
            }
            case "ArgMax" -> {
                int axis = weight(in.get(1)).integers()[0];
                String best = graph.node("ArgMax", List.of(known(in.getFirst())), Map.of("axis", axis, "keepdims", 0));
                yield graph.node("Cast", List.of(best), Map.of("to", OnnxGraph.INT32));
            }
            case "GatherNd" -> {
                String places = graph.node("Cast", List.of(known(in.get(1))), Map.of("to", OnnxGraph.INT64));
                yield graph.node("GatherND", known(in.getFirst()), places);
            }
            case "Transpose" ->
                graph.node(
                        "Transpose",
                        List.of(known(in.getFirst())),
                        Map.of("perm", weight(in.get(1)).integers()));
            default -> throw new IllegalArgumentException("The operator " + operator + " is unknown here");
        };
    }

    private String placeholder(String name, JsonNode attributes) {
        JsonNode axes = attributes.path("shape").path("shape").path("dim");
        long[] shape = new long[axes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.max(1, axes.get(i).path("size").asLong());
        }
        int type = isInt32(attributes.path("dtype")) ? OnnxGraph.INT32 : OnnxGraph.FLOAT;
        return graph.input(name, type, shape);
    }

    private String convolution(JsonNode attributes, List<String> in, boolean depthwise) {
        Tensor filter = weight(in.get(1));
        int[] strides = ints(attributes, "strides");
        int[] dilations = ints(attributes, "dilations");
        Map<String, Object> how = new HashMap<>();
        how.put("strides", new int[] {strides[1], strides[2]});
        how.put("auto_pad", padding(attributes));
        if (dilations.length == 4) {
            how.put("dilations", new int[] {dilations[1], dilations[2]});
        }
        int channels = depthwise ? filter.length(2) * filter.length(3) : filter.length(3);
        if (depthwise) {
            how.put("group", filter.length(2));
        }
        List<String> operands = new ArrayList<>();
        operands.add(channelsFirst(known(in.getFirst())));
        operands.add(graph.constant(
                filter.filter(depthwise),
                channels,
                depthwise ? 1 : filter.length(2),
                filter.length(0),
                filter.length(1)));
        List<String> fused = texts(attributes.path("fused_ops"));
        int next = 2;
        if (fused.contains("BiasAdd")) {
            operands.add(known(in.get(next++)));
        }
        String result = channelsLast(graph.node("Conv", operands, how));
        for (String activation : fused) {
            if (activation.equals("Prelu")) {
                result = graph.node("PRelu", result, known(in.get(next++)));
            } else if (!activation.equals("BiasAdd")) {
                result = activation(activation, result);
            }
        }
        return result;
    }

    private String activation(String name, String value) {
        return switch (name) {
            case "Relu", "Sigmoid" -> graph.node(name, value);
            case "Relu6" -> graph.node("Clip", value, graph.constant(new float[] {0}), graph.constant(new float[] {6}));
            default -> throw new IllegalArgumentException("The activation " + name + " is unknown here");
        };
    }

    private String pool(String operator, JsonNode attributes, List<String> in) {
        int[] size = ints(attributes, "ksize");
        int[] strides = ints(attributes, "strides");
        return channelsLast(graph.node(
                operator,
                List.of(channelsFirst(known(in.getFirst()))),
                Map.of(
                        "kernel_shape", new int[] {size[1], size[2]},
                        "strides", new int[] {strides[1], strides[2]},
                        "auto_pad", padding(attributes))));
    }

    /** TensorFlow gives a pair for each axis, ONNX all beginnings and then all ends. */
    private String pad(List<String> in) {
        Tensor pairs = weight(in.get(1));
        int axes = pairs.length(0);
        long[] amounts = new long[2 * axes];
        for (int axis = 0; axis < axes; axis++) {
            amounts[axis] = pairs.integers()[2 * axis];
            amounts[axes + axis] = pairs.integers()[2 * axis + 1];
        }
        return graph.node("Pad", known(in.getFirst()), graph.list(amounts));
    }

    private String pack(JsonNode attributes, List<String> in) {
        int axis = attributes.path("axis").path("i").asInt();
        List<String> parts = in.stream()
                .map(part -> graph.node("Unsqueeze", known(part), graph.list(axis)))
                .toList();
        return graph.node("Concat", parts, Map.of("axis", axis));
    }

    private String unpack(String name, JsonNode attributes, List<String> in) {
        int axis = attributes.path("axis").path("i").asInt();
        int count = attributes.path("num").path("i").asInt();
        String whole = known(in.getFirst());
        List<String> parts =
                count == 1 ? List.of(whole) : graph.nodes("Split", List.of(whole), Map.of("axis", axis), count);
        List<String> flat = parts.stream()
                .map(part -> graph.node("Squeeze", part, graph.list(axis)))
                .toList();
        for (int i = 1; i < count; i++) {
            results.put(name + ":" + i, flat.get(i));
        }
        return flat.getFirst();
    }

    private String resize(JsonNode attributes, List<String> in) {
        int[] size = weight(in.get(1)).integers();
        String picture = channelsFirst(known(in.getFirst()));
        String kept = graph.node("Shape", List.of(picture), Map.of("start", 0, "end", 2));
        String sizes = graph.node("Concat", List.of(kept, graph.list(size[0], size[1])), Map.of("axis", 0));
        String coordinates = attributes.path("align_corners").path("b").asBoolean()
                ? "align_corners"
                : attributes.path("half_pixel_centers").path("b").asBoolean() ? "half_pixel" : "asymmetric";
        return channelsLast(graph.node(
                "Resize",
                List.of(picture, "", "", sizes),
                Map.of("mode", "linear", "coordinate_transformation_mode", coordinates)));
    }

    private String binary(String operator, List<String> in) {
        return graph.node(operator, known(in.get(0)), known(in.get(1)));
    }

    private String channelsFirst(String value) {
        return graph.node("Transpose", List.of(value), Map.of("perm", new int[] {0, 3, 1, 2}));
    }

    private String channelsLast(String value) {
        return graph.node("Transpose", List.of(value), Map.of("perm", new int[] {0, 2, 3, 1}));
    }

    /** Weights become constants only where they are used: unused ones would double the size of the graph. */
    private String known(String reference) {
        String name = node(reference);
        int colon = reference.lastIndexOf(':');
        String result = results.get(colon < 0 || reference.endsWith(":0") ? name : name + reference.substring(colon));
        return result == null ? results.computeIfAbsent(name, key -> weight(key).in(graph)) : result;
    }

    private Tensor weight(String reference) {
        String name = node(reference);
        Tensor weight = weights.get(name);
        if (weight != null) {
            return weight;
        }
        JsonNode node = requireNode(name);
        if (node.path("op").asString().equals("Identity")) {
            return weight(inputs(node).getFirst());
        }
        throw new IllegalArgumentException(name + " is computed, where fixed numbers are expected");
    }

    private String list(String reference) {
        return graph.list(longs(weight(reference).integers()));
    }

    private JsonNode requireNode(String name) {
        JsonNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("The model has no node " + name);
        }
        return node;
    }

    /** Without those that only say what has to come before. */
    private static List<String> inputs(JsonNode node) {
        return node.path("input")
                .valueStream()
                .map(JsonNode::asString)
                .filter(input -> !input.startsWith("^"))
                .toList();
    }

    private static String node(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon < 0 ? reference : reference.substring(0, colon);
    }

    private static String padding(JsonNode attributes) {
        return text(attributes.path("padding").path("s")).equals("SAME") ? "SAME_UPPER" : "VALID";
    }

    private static int[] ints(JsonNode attributes, String name) {
        return attributes
                .path(name)
                .path("list")
                .path("i")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static List<String> texts(JsonNode attribute) {
        return attribute
                .path("list")
                .path("s")
                .valueStream()
                .map(GraphModel::text)
                .toList();
    }

    private static String text(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asString()), StandardCharsets.UTF_8);
    }

    private static boolean isInt32(JsonNode attribute) {
        String type = attribute.path("type").asString();
        return type.equals("DT_INT32") || type.equals("3");
    }

    private static long[] longs(int[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }
}
