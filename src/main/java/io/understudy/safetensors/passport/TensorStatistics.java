package io.understudy.safetensors.passport;

import io.understudy.safetensors.TensorType;
import java.nio.ByteBuffer;

/** What the values of one tensor amount to; takes them chunk by chunk. */
final class TensorStatistics {
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

    private double squares;
    private long notNumbers;
    private long infinities;
    private boolean nonZero;
    private double first = Double.NaN;

    void add(TensorType type, ByteBuffer chunk) {
        if (Double.isNaN(first) && chunk.hasRemaining()) {
            first = value(type, chunk.duplicate().order(chunk.order()));
        }
        // One loop per common type: a switch for every value would cost more than the arithmetic.
        switch (type) {
            case F16 -> {
                while (chunk.hasRemaining()) {
                    take(Float.float16ToFloat(chunk.getShort()));
                }
            }
            case BF16 -> {
                while (chunk.hasRemaining()) {
                    take(Float.intBitsToFloat(chunk.getShort() << 16));
                }
            }
            case F32 -> {
                while (chunk.hasRemaining()) {
                    take(chunk.getFloat());
                }
            }
            default -> {
                while (chunk.hasRemaining()) {
                    take(value(type, chunk));
                }
            }
        }
    }

    private static double value(TensorType type, ByteBuffer data) {
        return switch (type) {
            case BOOL, U8 -> data.get() & 0xff;
            case I8 -> data.get();
            case F8_E4M3 -> E4M3[data.get() & 0xff];
            case F8_E5M2 -> Float.float16ToFloat((short) (data.get() << 8));
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

    long notNumbers() {
        return notNumbers;
    }

    long infinities() {
        return infinities;
    }

    boolean isAllZero() {
        return !nonZero;
    }

    /** The first value, which is the value of a scalar; NaN for an empty tensor. */
    double first() {
        return first;
    }
}
