package io.understudy.lora.layers;

import java.util.Arrays;

/**
 * The products of all rows of a wide matrix with each other, block by block. The inner loop is written so that the JIT
 * compiler makes vector instructions of it: whole arrays at fixed distances, and sums that do not wait for each other.
 */
final class GramMatrix {
    private static final int LANES = 128;
    /** Columns that are added at once. */
    static final int BLOCK = 8 * LANES;

    /** Rows that stay nearest to the processor while a column is multiplied by each of them. */
    private static final int TILE = 4;

    private static final int LINE = 16;

    private final float[][] block;
    private final float[][] sums;

    GramMatrix(int rank) {
        block = new float[rank][BLOCK];
        sums = new float[rank * (rank + 1) / 2][LANES];
    }

    /** Adds {@code count} columns of a row-major matrix. */
    void addRows(float[] values, int width, int from, int count) {
        for (int row = 0; row < block.length; row++) {
            System.arraycopy(values, row * width + from, block[row], 0, count);
        }
        add(count);
    }

    /** Adds {@code count} rows of a row-major matrix as columns. */
    void addColumns(float[] values, int from, int count) {
        int rank = block.length;
        for (int first = 0; first < count; first += LINE) {
            int end = Math.min(count, first + LINE);
            for (int row = 0; row < rank; row++) {
                float[] into = block[row];
                for (int at = first; at < end; at++) {
                    into[at] = values[(from + at) * rank + row];
                }
            }
        }
        add(count);
    }

    private void add(int count) {
        if (count < BLOCK) {
            for (float[] row : block) {
                Arrays.fill(row, count, BLOCK, 0);
            }
        }
        for (int first = 0; first < block.length; first += TILE) {
            int end = Math.min(block.length, first + TILE);
            for (int column = 0; column < end; column++) {
                for (int row = Math.max(first, column); row < end; row++) {
                    multiply(block[row], block[column], sums[pair(row, column)]);
                }
            }
        }
    }

    private static int pair(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    private static void multiply(float[] a, float[] b, float[] sums) {
        for (int at = 0; at < LANES; at++) {
            float first = Math.fma(a[at], b[at], sums[at]);
            float second = Math.fma(a[at + LANES], b[at + LANES], first);
            float third = Math.fma(a[at + 2 * LANES], b[at + 2 * LANES], second);
            float fourth = Math.fma(a[at + 3 * LANES], b[at + 3 * LANES], third);
            float fifth = Math.fma(a[at + 4 * LANES], b[at + 4 * LANES], fourth);
            float sixth = Math.fma(a[at + 5 * LANES], b[at + 5 * LANES], fifth);
            float seventh = Math.fma(a[at + 6 * LANES], b[at + 6 * LANES], sixth);
            sums[at] = Math.fma(a[at + 7 * LANES], b[at + 7 * LANES], seventh);
        }
    }

    double[][] toArray() {
        double[][] gram = new double[block.length][block.length];
        for (int row = 0; row < gram.length; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = total(sums[pair(row, column)]);
                gram[row][column] = sum;
                gram[column][row] = sum;
            }
        }
        return gram;
    }

    private static double total(float[] lanes) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int at = 0; at < LANES; at += 4) {
            first += lanes[at];
            second += lanes[at + 1];
            third += lanes[at + 2];
            fourth += lanes[at + 3];
        }
        return first + second + third + fourth;
    }
}
