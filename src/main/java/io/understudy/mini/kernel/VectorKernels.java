package io.understudy.mini.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products with the Vector API: a tile of rows by 16 columns stays in registers over the whole sum. Compiled apart from the
 * rest and loaded by name only, because its module is an incubator.
 */
final class VectorKernels extends Kernels implements Kernels.VectorWidth {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    @Override
    public boolean isWideEnough() {
        return LANES >= 8;
    }

    @Override
    void product(Matrix a, float[] b, int bOffset, int panelStride, int rowStride, Matrix c, boolean add) {
        for (int panel = 0; panel < c.columns(); panel += PackedMatrix.PANEL) {
            int start = bOffset + panel / PackedMatrix.PANEL * panelStride;
            if (LANES >= PackedMatrix.PANEL) {
                wide(a, b, start, rowStride, c, panel, add);
            } else {
                narrow(a, b, start, rowStride, c, panel, add);
            }
        }
    }

    private static void wide(Matrix a, float[] b, int start, int stride, Matrix c, int panel, boolean add) {
        int row = 0;
        for (; row + WideTile.ROWS <= c.rows(); row += WideTile.ROWS) {
            WideTile.twelveRows(a, b, start, stride, c, row, panel, add);
        }
        for (; row + 4 <= c.rows(); row += 4) {
            WideTile.fourRows(a, b, start, stride, c, row, panel, add);
        }
        for (; row < c.rows(); row++) {
            oneRow(FloatVector.SPECIES_512, a, b, start, stride, c, row, panel, add);
        }
    }

    private static void narrow(Matrix a, float[] b, int start, int stride, Matrix c, int panel, boolean add) {
        int row = 0;
        for (; row + NarrowTile.ROWS <= c.rows(); row += NarrowTile.ROWS) {
            NarrowTile.sixRows(a, b, start, stride, c, row, panel, add);
        }
        for (; row < c.rows(); row++) {
            oneRow(FloatVector.SPECIES_256, a, b, start, stride, c, row, panel, add);
            oneRow(FloatVector.SPECIES_256, a, b, start + 8, stride, c, row, panel + 8, add);
        }
    }

    private static void oneRow(
            VectorSpecies<Float> species,
            Matrix a,
            float[] b,
            int start,
            int stride,
            Matrix c,
            int row,
            int column,
            boolean add) {
        float[] values = a.data();
        int at = a.offset() + row * a.rowStride();
        int target = c.offset() + row * c.rowStride() + column;
        FloatVector sum = add ? FloatVector.fromArray(species, c.data(), target) : FloatVector.zero(species);
        for (int k = 0; k < a.columns(); k++) {
            sum = FloatVector.broadcast(species, values[at + k * a.columnStride()])
                    .fma(FloatVector.fromArray(species, b, start + k * stride), sum);
        }
        sum.intoArray(c.data(), target);
    }
}
