package io.understudy.lora.layers;

import io.understudy.lora.format.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * The sum of the squares of values. They are decoded a tile at a time, which stays nearest to the processor, and every loop
 * is written so that the JIT compiler makes vector instructions of it: whole arrays, a loop per type, and sums that do not
 * wait for each other.
 */
final class SquareSum {
    private static final int LANES = 64;
    private static final int ROW = 4 * LANES;
    private static final int TILE = 8 * ROW;
    private static final int UPPER_HALF = 0xffff0000;

    private final double[] sums = new double[LANES];

    /** @param chunk whole elements of F16, BF16 or F32, little-endian, backed by an array from offset 0 */
    static double of(TensorType type, ByteBuffer chunk) {
        ByteBuffer bytes =
                ByteBuffer.wrap(chunk.array(), 0, chunk.limit()).slice().order(ByteOrder.LITTLE_ENDIAN);
        SquareSum squares = new SquareSum();
        switch (type) {
            case F16 -> squares.addHalves(bytes.asShortBuffer());
            case BF16 -> squares.addBrains(bytes);
            default -> squares.addFloats(bytes.asFloatBuffer());
        }
        return squares.total();
    }

    static double of(float[] values, int from, int to) {
        SquareSum squares = new SquareSum();
        squares.add(values, from, to);
        return squares.total();
    }

    private void addFloats(FloatBuffer floats) {
        float[] values = new float[Math.min(TILE, floats.remaining())];
        while (floats.hasRemaining()) {
            int count = Math.min(values.length, floats.remaining());
            floats.get(values, 0, count);
            add(values, 0, count);
        }
    }

    private void addHalves(ShortBuffer halves) {
        short[] bits = new short[Math.min(TILE, halves.remaining())];
        float[] values = new float[bits.length];
        while (halves.hasRemaining()) {
            int count = Math.min(bits.length, halves.remaining());
            halves.get(bits, 0, count);
            for (int at = 0; at < count; at++) {
                values[at] = Float.float16ToFloat(bits[at]);
            }
            add(values, 0, count);
        }
    }

    /** A value is the upper half of a 32-bit float, so that two of them are taken apart at once. */
    private void addBrains(ByteBuffer bytes) {
        IntBuffer pairs = bytes.asIntBuffer();
        int[] both = new int[Math.min(TILE / 2, pairs.remaining())];
        int[] first = new int[both.length];
        int[] second = new int[both.length];
        float[] values = new float[2 * both.length];
        ByteBuffer same = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        IntBuffer asBits = same.asIntBuffer();
        FloatBuffer asValues = same.asFloatBuffer();
        while (pairs.hasRemaining()) {
            int count = Math.min(both.length, pairs.remaining());
            pairs.get(both, 0, count);
            for (int at = 0; at < count; at++) {
                first[at] = both[at] << 16;
                second[at] = both[at] & UPPER_HALF;
            }
            asBits.put(0, first, 0, count);
            asBits.put(count, second, 0, count);
            asValues.get(0, values, 0, 2 * count);
            add(values, 0, 2 * count);
        }
        if (bytes.limit() % Integer.BYTES != 0) {
            double last = Float.intBitsToFloat(bytes.getShort(bytes.limit() - Short.BYTES) << 16);
            sums[0] += last * last;
        }
    }

    private void add(float[] values, int from, int to) {
        int at = from;
        for (; at + ROW <= to; at += ROW) {
            addRow(values, at, sums);
        }
        for (; at < to; at++) {
            double value = values[at];
            sums[(at - from) % LANES] += value * value;
        }
    }

    private static void addRow(float[] values, int at, double[] sums) {
        for (int lane = 0; lane < LANES; lane++) {
            double first = values[at + lane];
            double second = values[at + LANES + lane];
            double third = values[at + 2 * LANES + lane];
            double fourth = values[at + 3 * LANES + lane];
            sums[lane] += first * first + second * second + third * third + fourth * fourth;
        }
    }

    private double total() {
        return Arrays.stream(sums).sum();
    }
}
