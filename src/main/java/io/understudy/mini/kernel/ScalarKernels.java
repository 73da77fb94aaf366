package io.understudy.mini.kernel;

import java.util.Arrays;

/**
 * Plain Java in the one shape that HotSpot's C2 turns into vector code: separate arrays, all indexed by the same plain loop
 * variable, {@code Math.fma}, and eight steps of k per pass to save loads and stores. Rows are therefore copied into scratch
 * arrays first.
 */
final class ScalarKernels extends Kernels {
    private static final int BLOCK_COLUMNS = 256;
    private static final int STEPS = 8;

    /** One thread's copies of eight rows of b and of the rows of c in a block of columns. */
    private static final class Scratch {
        final float[][] b = new float[STEPS][BLOCK_COLUMNS];
        float[][] c = new float[0][];

        void growTo(int rows) {
            int present = c.length;
            if (rows > present) {
                c = Arrays.copyOf(c, rows);
                for (int i = present; i < rows; i++) {
                    c[i] = new float[BLOCK_COLUMNS];
                }
            }
        }
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    @Override
    void product(Matrix a, float[] b, int bOffset, int panelStride, int rowStride, Matrix c, boolean add) {
        Scratch scratch = SCRATCH.get();
        scratch.growTo(c.rows());
        for (int column = 0; column < c.columns(); column += BLOCK_COLUMNS) {
            int width = Math.min(BLOCK_COLUMNS, c.columns() - column);
            for (int i = 0; i < c.rows(); i++) {
                if (add) {
                    System.arraycopy(c.data(), c.offset() + i * c.rowStride() + column, scratch.c[i], 0, width);
                } else {
                    Arrays.fill(scratch.c[i], 0, width, 0f);
                }
            }
            int start = bOffset + column / PackedMatrix.PANEL * panelStride;
            for (int k = 0; k < a.columns(); k += STEPS) {
                int steps = Math.min(STEPS, a.columns() - k);
                for (int step = 0; step < steps; step++) {
                    copyRow(b, start + (k + step) * rowStride, panelStride, scratch.b[step], width);
                }
                addSteps(a, k, steps, scratch, width);
            }
            for (int i = 0; i < c.rows(); i++) {
                System.arraycopy(scratch.c[i], 0, c.data(), c.offset() + i * c.rowStride() + column, width);
            }
        }
    }

    private static void copyRow(float[] b, int from, int panelStride, float[] row, int width) {
        if (panelStride == PackedMatrix.PANEL) {
            System.arraycopy(b, from, row, 0, width);
            return;
        }
        for (int j = 0; j < width; j += PackedMatrix.PANEL) {
            System.arraycopy(b, from + j / PackedMatrix.PANEL * panelStride, row, j, PackedMatrix.PANEL);
        }
    }

    private static void addSteps(Matrix a, int k, int steps, Scratch scratch, int width) {
        float[] values = a.data();
        float[][] b = scratch.b;
        int stride = a.columnStride();
        for (int i = 0; i < a.rows(); i++) {
            int at = a.offset() + i * a.rowStride() + k * stride;
            float[] sum = scratch.c[i];
            if (steps == STEPS) {
                addEight(sum, b, width, values, at, stride);
            } else {
                for (int step = 0; step < steps; step++) {
                    addOne(sum, b[step], width, values[at + step * stride]);
                }
            }
        }
    }

    private static void addEight(float[] sum, float[][] b, int width, float[] a, int at, int stride) {
        addEight(
                sum,
                b[0],
                b[1],
                b[2],
                b[3],
                b[4],
                b[5],
                b[6],
                b[7],
                width,
                a[at],
                a[at + stride],
                a[at + 2 * stride],
                a[at + 3 * stride],
                a[at + 4 * stride],
                a[at + 5 * stride],
                a[at + 6 * stride],
                a[at + 7 * stride]);
    }

    private static void addEight(
            float[] sum,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] b4,
            float[] b5,
            float[] b6,
            float[] b7,
            int width,
            float a0,
            float a1,
            float a2,
            float a3,
            float a4,
            float a5,
            float a6,
            float a7) {
        for (int j = 0; j < width; j++) {
            float first = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
            sum[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j], first))));
        }
    }

    private static void addOne(float[] sum, float[] b, int width, float a) {
        for (int j = 0; j < width; j++) {
            sum[j] = Math.fma(a, b[j], sum[j]);
        }
    }
}
