package io.understudy.lora.layers;

import io.understudy.lora.format.TensorType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

public final class TensorStatistics {
    /** Value of each byte as an 8-bit float with 4 bits of exponent; this type has no infinity. */
    private static final float[] E4M3 = new float[256];

    static {
        for (int bits = 0; bits < 256; bits++) {
            int exponent = bits >> 3 & 15;
            int mantissa = bits & 7;
            double size =
                    exponent == 0 ? mantissa * Math.scalb(1.0, -9) : (8 + mantissa) * Math.scalb(1.0, exponent - 10);
            float value = (bits & 0x7f) == 0x7f ? Float.NaN : (float) size;
            E4M3[bits] = bits >= 128 ? -value : value;
        }
    }

    private static final float[] E5M2 = new float[256];

    static {
        for (int bits = 0; bits < 256; bits++) {
            E5M2[bits] = Float.float16ToFloat((short) (bits << 8));
        }
    }

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private double squares;
    private long notNumbers;
    private long infinities;
    private boolean nonZero;
    private double first = Double.NaN;

    /** @param chunk whole elements, little-endian, backed by an array from offset 0 */
    public void add(TensorType type, ByteBuffer chunk) {
        if (Double.isNaN(first) && chunk.hasRemaining()) {
            first = value(type, chunk.duplicate().order(chunk.order()));
        }
        add(type, chunk, sumOfSquares(type, chunk));
    }

    /**
     * The same for elements that were {@linkplain #copy copied}, so that they are decoded once.
     *
     * @param from where they begin in {@code values}
     */
    void add(TensorType type, ByteBuffer chunk, float[] values, int from) {
        int count = chunk.limit() / type.bytes();
        if (Double.isNaN(first) && count > 0) {
            first = values[from];
        }
        add(type, chunk, SquareSum.of(values, from, from + count));
    }

    private void add(TensorType type, ByteBuffer chunk, double sum) {
        if (Double.isFinite(sum)) {
            squares += sum;
            nonZero |= sum > 0;
        } else {
            while (chunk.hasRemaining()) {
                take(value(type, chunk));
            }
        }
    }

    /**
     * The sum of squares of all values, or NaN when they have to be looked at one by one: of a rare type, or some of them
     * not finite. Squares of 32-bit floats neither overflow nor vanish as doubles, so a finite sum proves that all values
     * are finite, and a sum of zero that all are zero.
     */
    private static double sumOfSquares(TensorType type, ByteBuffer chunk) {
        return switch (type) {
            case F16, BF16, F32 -> SquareSum.of(type, chunk);
            case F8_E4M3 -> sumOfBytes(chunk.array(), chunk.limit(), E4M3);
            case F8_E5M2 -> sumOfBytes(chunk.array(), chunk.limit(), E5M2);
            default -> Double.NaN;
        };
    }

    private static double sumOfBytes(byte[] bytes, int length, float[] table) {
        double first = 0;
        double second = 0;
        int at = 0;
        for (; at + 2 <= length; at += 2) {
            first += square(table[bytes[at] & 0xff]);
            second += square(table[bytes[at + 1] & 0xff]);
        }
        return at < length ? first + square(table[bytes[at] & 0xff]) + second : first + second;
    }

    private static double square(float value) {
        return (double) value * value;
    }

    /**
     * Reads F16, BF16 or F32.
     *
     * @param chunk whole elements, little-endian, backed by an array from offset 0
     * @return where the next chunk begins in {@code into}
     */
    static int copy(TensorType type, ByteBuffer chunk, float[] into, int from) {
        byte[] bytes = chunk.array();
        int count = chunk.limit() / type.bytes();
        switch (type) {
            case F16 -> {
                short[] bits = new short[count];
                ByteBuffer.wrap(bytes, 0, chunk.limit())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer()
                        .get(bits);
                for (int at = 0; at < count; at++) {
                    into[from + at] = Float.float16ToFloat(bits[at]);
                }
            }
            case BF16 -> {
                for (int at = 0; at < count; at++) {
                    into[from + at] = Float.intBitsToFloat((short) SHORTS.get(bytes, 2 * at) << 16);
                }
            }
            default ->
                ByteBuffer.wrap(bytes, 0, chunk.limit())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(into, from, count);
        }
        return from + count;
    }

    private static double value(TensorType type, ByteBuffer data) {
        return switch (type) {
            case BOOL, U8 -> data.get() & 0xff;
            case I8 -> data.get();
            case F8_E4M3 -> E4M3[data.get() & 0xff];
            case F8_E5M2 -> E5M2[data.get() & 0xff];
            case F8_E8M0 -> exponentOnly(data.get() & 0xff);
            case I16 -> data.getShort();
            case U16 -> data.getShort() & 0xffff;
            case F16 -> Float.float16ToFloat(data.getShort());
            case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
            case I32 -> data.getInt();
            case U32 -> data.getInt() & 0xffffffffL;
            case F32 -> data.getFloat();
            case I64 -> data.getLong();
            case U64 -> unsigned(data.getLong());
            case F64 -> data.getDouble();
        };
    }

    private static double exponentOnly(int bits) {
        return bits == 0xff ? Double.NaN : Math.scalb(1.0, bits - 127);
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0;
    }

    private void take(double value) {
        double square = value * value;
        if (square > 0 && square < Double.POSITIVE_INFINITY) {
            squares += square;
            nonZero = true;
        } else if (value != 0) {
            takeOdd(value);
        }
    }

    private void takeOdd(double value) {
        nonZero = true;
        if (Double.isNaN(value)) {
            notNumbers++;
        } else if (Double.isInfinite(value)) {
            infinities++;
        }
    }

    /** Root of the sum of squares of all finite values. */
    double norm() {
        return Math.sqrt(squares);
    }

    public long notNumbers() {
        return notNumbers;
    }

    public long infinities() {
        return infinities;
    }

    public boolean isAllZero() {
        return !nonZero;
    }

    /** The first value, which is the value of a scalar; NaN for an empty tensor. */
    double first() {
        return first;
    }
}
