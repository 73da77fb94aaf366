
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An ONNX model being put together (IR version 8, operator set 17). Every method that adds something answers the name
 * under which the result is known to later nodes. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;

    private static final int UINT8 = 2;
    private static final int FLOAT16 = 10;
    private static final int PALETTE = 256;
    private static final int WORTH_PACKING = 1024;

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT_ATTRIBUTE = 1;
    private static final int INT_ATTRIBUTE = 2;
    private static final int STRING_ATTRIBUTE = 3;
    private static final int INTS_ATTRIBUTE = 7;

    private final List<ProtobufMessage> constants = new ArrayList<>();
    private final List<ProtobufMessage> nodes = new ArrayList<>();
    private final List<ProtobufMessage> inputs = new ArrayList<>();
    private final List<ProtobufMessage> outputs = new ArrayList<>();
    private int names;

    /** @param shape a length for each axis; negative where every length fits */
    String input(String name, int type, long... shape) {
        ProtobufMessage axes = new ProtobufMessage();
        for (long length : shape) {
            ProtobufMessage axis = new ProtobufMessage();
            axes.message(1, length < 0 ? axis.text(2, "n") : axis.number(1, length));
        }
        inputs.add(value(name, new ProtobufMessage().number(1, type).message(2, axes)));
        return name;
    }

    /** Makes a result visible under a name of its own. */
    void output(String result, String name) {
        nodes.add(node("Identity", List.of(result), List.of(name), Map.of()));
        outputs.add(value(name, new ProtobufMessage().number(1, FLOAT)));
    }

    /**
     * Stored as small as the values allow without losing a bit: in half precision, or as one byte each into a table of at
     * most 256 values. The run time computes the constant once, when it builds the network.
     */
    String constant(float[] values, long... shape) {
        if (values.length >= WORTH_PACKING) {
            if (fitsHalfPrecision(values)) {
                return node("Cast", List.of(constant(FLOAT16, halves(values), shape)), Map.of("to", FLOAT));
            }
            float[] palette = palette(values);
            if (palette.length <= PALETTE) {
                String places = constant(UINT8, places(values, palette), shape);
                String wide = node("Cast", List.of(places), Map.of("to", INT32));
                return node("Gather", full(palette, palette.length), wide);
            }
        }
        return full(values, shape);
    }

    private static boolean fitsHalfPrecision(float[] values) {
        for (float value : values) {
            if (Float.float16ToFloat(Float.floatToFloat16(value)) != value) {
                return false;
            }
        }
        return true;
    }

    private static byte[] halves(float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putShort(Float.floatToFloat16(value));
        }
        return raw.array();
    }

    /** The different values, sorted; at most one more than a byte can tell apart. */
    private static float[] palette(float[] values) {
        TreeSet<Float> different = new TreeSet<>();
        for (float value : values) {
            if (different.add(value) && different.size() > PALETTE) {
                break;
            }
        }
        float[] palette = new float[different.size()];
        int at = 0;
        for (float value : different) {
            palette[at++] = value;
        }
        return palette;
    }

    private static byte[] places(float[] values, float[] palette) {
        byte[] places = new byte[values.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (byte) Arrays.binarySearch(palette, values[i]);
        }
        return places;
    }

    private String full(float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(FLOAT, raw.array(), shape);
    }

    String constant(int[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(values);
        return constant(INT32, raw.array(), shape);
    }

    /** A list of whole numbers, as shapes, axes and paddings are given. */
    String list(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(INT64, raw.array(), values.length);
    }

    String node(String operator, String... in) {
        return node(operator, List.of(in), Map.of());
    }

    /** @param attributes of type Float, Integer, String or int[] */
    String node(String operator, List<String> in, Map<String, ?> attributes) {
        return nodes(operator, in, attributes, 1).getFirst();
    }

    /** A node with several results. */
    List<String> nodes(String operator, List<String> in, Map<String, ?> attributes, int results) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            out.add(fresh());
        }
        nodes.add(node(operator, in, out, attributes));
        return out;
    }

    byte[] toBytes() {
        ProtobufMessage graph = new ProtobufMessage();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "graph");
        constants.forEach(constant -> graph.message(5, constant));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "understudy")
                .message(7, graph)
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET))
                .toBytes();
    }

    private String constant(int type, byte[] raw, long... shape) {
        String name = fresh();
        ProtobufMessage tensor = new ProtobufMessage();
        for (long length : shape) {
            tensor.number(1, length);
        }
        constants.add(tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    private String fresh() {
        return "v" + names++;
    }

    private static ProtobufMessage value(String name, ProtobufMessage tensor) {
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }

    private static ProtobufMessage node(String operator, List<String> in, List<String> out, Map<String, ?> attributes) {
        ProtobufMessage node = new ProtobufMessage();
        in.forEach(name -> node.text(1, name));
        out.forEach(name -> node.text(2, name));
        node.text(3, out.getFirst()).text(4, operator);
        new TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
        return node;
    }

    private static ProtobufMessage attribute(String name, Object value) {
        ProtobufMessage attribute = new ProtobufMessage().text(1, name);
        return switch (value) {
            case Float number -> attribute.real(2, number).number(20, FLOAT_ATTRIBUTE);
            case Integer number -> attribute.number(3, (long) number).number(20, INT_ATTRIBUTE);
            case String text -> attribute.text(4, text).number(20, STRING_ATTRIBUTE);
            case int[] list -> {
                for (int number : list) {
                    attribute.number(8, (long) number);
                }
                yield attribute.number(20, INTS_ATTRIBUTE);
            }
            default -> throw new IllegalArgumentException("An attribute cannot be a " + value.getClass());
        };
    }
}
