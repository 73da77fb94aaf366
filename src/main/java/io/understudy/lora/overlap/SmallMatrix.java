package io.understudy.lora.overlap;

/** Products of thin matrices: everything here is as wide and high as the ranks of two LoRAs. */
final class SmallMatrix {
    private static final double RIDGE = 1e-10;

    private SmallMatrix() {}

    /** {@code A · Bᵀ} of two row-major matrices with {@code width} columns. */
    static double[][] timesTransposed(float[] a, float[] b, int width) {
        int rows = a.length / width;
        int columns = b.length / width;
        double[][] product = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int at = 0; at < width; at++) {
                    sum += (double) a[row * width + at] * b[column * width + at];
                }
                product[row][column] = sum;
            }
        }
        return product;
    }

    /** {@code Aᵀ · B} of two row-major matrices with {@code height} rows. */
    static double[][] transposedTimes(float[] a, float[] b, int height) {
        int rows = a.length / height;
        int columns = b.length / height;
        double[][] product = new double[rows][columns];
        for (int line = 0; line < height; line++) {
            for (int row = 0; row < rows; row++) {
                double value = a[line * rows + row];
                double[] into = product[row];
                for (int column = 0; column < columns; column++) {
                    into[column] += value * b[line * columns + column];
                }
            }
        }
        return product;
    }

    /** Sum of the products of values at the same positions. */
    static double sumOfProducts(double[][] a, double[][] b) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a[row].length; column++) {
                sum += a[row][column] * b[row][column];
            }
        }
        return sum;
    }

    /**
     * {@code C · G⁻¹ · Cᵀ} for a Gram matrix G, by Cholesky; a little is added to its diagonal, so that also dependent
     * columns do no harm.
     */
    static double[][] sandwich(double[][] c, double[][] gram) {
        double[][] lower = cholesky(gram);
        double[][] half = new double[c.length][];
        for (int row = 0; row < c.length; row++) {
            half[row] = forward(lower, c[row]);
        }
        double[][] product = new double[c.length][c.length];
        for (int row = 0; row < c.length; row++) {
            for (int column = 0; column < c.length; column++) {
                double sum = 0;
                for (int at = 0; at < lower.length; at++) {
                    sum += half[row][at] * half[column][at];
                }
                product[row][column] = sum;
            }
        }
        return product;
    }

    private static double[][] cholesky(double[][] gram) {
        int size = gram.length;
        double trace = 0;
        for (int at = 0; at < size; at++) {
            trace += gram[at][at];
        }
        double ridge = Math.max(trace / size * RIDGE, Double.MIN_NORMAL);
        double[][] lower = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = gram[row][column] + (row == column ? ridge : 0);
                for (int at = 0; at < column; at++) {
                    sum -= lower[row][at] * lower[column][at];
                }
                lower[row][column] = row == column ? Math.sqrt(Math.max(sum, ridge)) : sum / lower[column][column];
            }
        }
        return lower;
    }

    /** Solves {@code L · x = b}. */
    private static double[] forward(double[][] lower, double[] b) {
        double[] x = new double[lower.length];
        for (int row = 0; row < lower.length; row++) {
            double sum = b[row];
            for (int at = 0; at < row; at++) {
                sum -= lower[row][at] * x[at];
            }
            x[row] = sum / lower[row][row];
        }
        return x;
    }
}
