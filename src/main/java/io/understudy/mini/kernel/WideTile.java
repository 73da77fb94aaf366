package io.understudy.mini.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows by one vector of sixteen floats, for 512-bit machines; twelve sums hide the latency of the fused multiply-add. */
final class WideTile {
    static final int ROWS = 12;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    private WideTile() {}

    static void twelveRows(Matrix a, float[] b, int start, int stride, Matrix c, int row, int panel, boolean add) {
        float[] values = a.data();
        float[] out = c.data();
        int step = a.columnStride();
        int a0 = a.offset() + row * a.rowStride();
        int a1 = a0 + a.rowStride();
        int a2 = a1 + a.rowStride();
        int a3 = a2 + a.rowStride();
        int a4 = a3 + a.rowStride();
        int a5 = a4 + a.rowStride();
        int a6 = a5 + a.rowStride();
        int a7 = a6 + a.rowStride();
        int a8 = a7 + a.rowStride();
        int a9 = a8 + a.rowStride();
        int a10 = a9 + a.rowStride();
        int a11 = a10 + a.rowStride();
        int c0 = c.offset() + row * c.rowStride() + panel;
        int c1 = c0 + c.rowStride();
        int c2 = c1 + c.rowStride();
        int c3 = c2 + c.rowStride();
        int c4 = c3 + c.rowStride();
        int c5 = c4 + c.rowStride();
        int c6 = c5 + c.rowStride();
        int c7 = c6 + c.rowStride();
        int c8 = c7 + c.rowStride();
        int c9 = c8 + c.rowStride();
        int c10 = c9 + c.rowStride();
        int c11 = c10 + c.rowStride();
        FloatVector s0 = begin(out, c0, add);
        FloatVector s1 = begin(out, c1, add);
        FloatVector s2 = begin(out, c2, add);
        FloatVector s3 = begin(out, c3, add);
        FloatVector s4 = begin(out, c4, add);
        FloatVector s5 = begin(out, c5, add);
        FloatVector s6 = begin(out, c6, add);
        FloatVector s7 = begin(out, c7, add);
        FloatVector s8 = begin(out, c8, add);
        FloatVector s9 = begin(out, c9, add);
        FloatVector s10 = begin(out, c10, add);
        FloatVector s11 = begin(out, c11, add);
        int from = start;
        for (int k = 0; k < a.columns(); k++, from += stride) {
            int shift = k * step;
            FloatVector y = FloatVector.fromArray(SPECIES, b, from);
            s0 = FloatVector.broadcast(SPECIES, values[a0 + shift]).fma(y, s0);
            s1 = FloatVector.broadcast(SPECIES, values[a1 + shift]).fma(y, s1);
            s2 = FloatVector.broadcast(SPECIES, values[a2 + shift]).fma(y, s2);
            s3 = FloatVector.broadcast(SPECIES, values[a3 + shift]).fma(y, s3);
            s4 = FloatVector.broadcast(SPECIES, values[a4 + shift]).fma(y, s4);
            s5 = FloatVector.broadcast(SPECIES, values[a5 + shift]).fma(y, s5);
            s6 = FloatVector.broadcast(SPECIES, values[a6 + shift]).fma(y, s6);
            s7 = FloatVector.broadcast(SPECIES, values[a7 + shift]).fma(y, s7);
            s8 = FloatVector.broadcast(SPECIES, values[a8 + shift]).fma(y, s8);
            s9 = FloatVector.broadcast(SPECIES, values[a9 + shift]).fma(y, s9);
            s10 = FloatVector.broadcast(SPECIES, values[a10 + shift]).fma(y, s10);
            s11 = FloatVector.broadcast(SPECIES, values[a11 + shift]).fma(y, s11);
        }
        s0.intoArray(out, c0);
        s1.intoArray(out, c1);
        s2.intoArray(out, c2);
        s3.intoArray(out, c3);
        s4.intoArray(out, c4);
        s5.intoArray(out, c5);
        s6.intoArray(out, c6);
        s7.intoArray(out, c7);
        s8.intoArray(out, c8);
        s9.intoArray(out, c9);
        s10.intoArray(out, c10);
        s11.intoArray(out, c11);
    }

    static void fourRows(Matrix a, float[] b, int start, int stride, Matrix c, int row, int panel, boolean add) {
        float[] values = a.data();
        float[] out = c.data();
        int step = a.columnStride();
        int a0 = a.offset() + row * a.rowStride();
        int a1 = a0 + a.rowStride();
        int a2 = a1 + a.rowStride();
        int a3 = a2 + a.rowStride();
        int c0 = c.offset() + row * c.rowStride() + panel;
        int c1 = c0 + c.rowStride();
        int c2 = c1 + c.rowStride();
        int c3 = c2 + c.rowStride();
        FloatVector s0 = begin(out, c0, add);
        FloatVector s1 = begin(out, c1, add);
        FloatVector s2 = begin(out, c2, add);
        FloatVector s3 = begin(out, c3, add);
        int from = start;
        for (int k = 0; k < a.columns(); k++, from += stride) {
            int shift = k * step;
            FloatVector y = FloatVector.fromArray(SPECIES, b, from);
            s0 = FloatVector.broadcast(SPECIES, values[a0 + shift]).fma(y, s0);
            s1 = FloatVector.broadcast(SPECIES, values[a1 + shift]).fma(y, s1);
            s2 = FloatVector.broadcast(SPECIES, values[a2 + shift]).fma(y, s2);
            s3 = FloatVector.broadcast(SPECIES, values[a3 + shift]).fma(y, s3);
        }
        s0.intoArray(out, c0);
        s1.intoArray(out, c1);
        s2.intoArray(out, c2);
        s3.intoArray(out, c3);
    }

    private static FloatVector begin(float[] c, int at, boolean add) {
        return add ? FloatVector.fromArray(SPECIES, c, at) : FloatVector.zero(SPECIES);
    }
}
