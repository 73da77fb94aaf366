package io.understudy.mini.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Six rows by two vectors of eight floats: twelve of the sixteen registers of 256-bit machines hold sums. */
final class NarrowTile {
    static final int ROWS = 6;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int LANES = 8;

    private NarrowTile() {}

    static void sixRows(Matrix a, float[] b, int start, int stride, Matrix c, int row, int panel, boolean add) {
        float[] values = a.data();
        float[] out = c.data();
        int step = a.columnStride();
        int a0 = a.offset() + row * a.rowStride();
        int a1 = a0 + a.rowStride();
        int a2 = a1 + a.rowStride();
        int a3 = a2 + a.rowStride();
        int a4 = a3 + a.rowStride();
        int a5 = a4 + a.rowStride();
        int c0 = c.offset() + row * c.rowStride() + panel;
        int c1 = c0 + c.rowStride();
        int c2 = c1 + c.rowStride();
        int c3 = c2 + c.rowStride();
        int c4 = c3 + c.rowStride();
        int c5 = c4 + c.rowStride();
        FloatVector s00 = begin(out, c0, add);
        FloatVector s01 = begin(out, c0 + LANES, add);
        FloatVector s10 = begin(out, c1, add);
        FloatVector s11 = begin(out, c1 + LANES, add);
        FloatVector s20 = begin(out, c2, add);
        FloatVector s21 = begin(out, c2 + LANES, add);
        FloatVector s30 = begin(out, c3, add);
        FloatVector s31 = begin(out, c3 + LANES, add);
        FloatVector s40 = begin(out, c4, add);
        FloatVector s41 = begin(out, c4 + LANES, add);
        FloatVector s50 = begin(out, c5, add);
        FloatVector s51 = begin(out, c5 + LANES, add);
        int from = start;
        for (int k = 0; k < a.columns(); k++, from += stride) {
            int shift = k * step;
            FloatVector left = FloatVector.fromArray(SPECIES, b, from);
            FloatVector right = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, values[a0 + shift]);
            s00 = x.fma(left, s00);
            s01 = x.fma(right, s01);
            x = FloatVector.broadcast(SPECIES, values[a1 + shift]);
            s10 = x.fma(left, s10);
            s11 = x.fma(right, s11);
            x = FloatVector.broadcast(SPECIES, values[a2 + shift]);
            s20 = x.fma(left, s20);
            s21 = x.fma(right, s21);
            x = FloatVector.broadcast(SPECIES, values[a3 + shift]);
            s30 = x.fma(left, s30);
            s31 = x.fma(right, s31);
            x = FloatVector.broadcast(SPECIES, values[a4 + shift]);
            s40 = x.fma(left, s40);
            s41 = x.fma(right, s41);
            x = FloatVector.broadcast(SPECIES, values[a5 + shift]);
            s50 = x.fma(left, s50);
            s51 = x.fma(right, s51);
        }
        s00.intoArray(out, c0);
        s01.intoArray(out, c0 + LANES);
        s10.intoArray(out, c1);
        s11.intoArray(out, c1 + LANES);
        s20.intoArray(out, c2);
        s21.intoArray(out, c2 + LANES);
        s30.intoArray(out, c3);
        s31.intoArray(out, c3 + LANES);
        s40.intoArray(out, c4);
        s41.intoArray(out, c4 + LANES);
        s50.intoArray(out, c5);
        s51.intoArray(out, c5 + LANES);
    }

    private static FloatVector begin(float[] c, int at, boolean add) {
        return add ? FloatVector.fromArray(SPECIES, c, at) : FloatVector.zero(SPECIES);
    }
}
