package io.understudy.lora.layers;

import java.util.Arrays;

/**
 * How the change B·A of a layer is spread over its directions: the squares of its singular values. They are found from the
 * Gram matrices of the two factors, so no matrix is ever larger than the rank.
 */
final class Spectrum {
    private static final double RIDGE = 1e-12;
    private static final double SMALLEST = 1e-15;
    private static final int MOST_ROUNDS = 60;

    private Spectrum() {}

    /** {@code BᵀB} of a row-major matrix with {@code rank} columns. */
    static double[][] gramOfColumns(float[] values, int rank) {
        GramMatrix gram = new GramMatrix(rank);
        int rows = values.length / rank;
        for (int from = 0; from < rows; from += GramMatrix.BLOCK) {
            gram.addColumns(values, from, Math.min(GramMatrix.BLOCK, rows - from));
        }
        return gram.toArray();
    }

    /** {@code A·Aᵀ} of a row-major matrix with {@code rank} rows. */
    static double[][] gramOfRows(float[] values, int rank) {
        GramMatrix gram = new GramMatrix(rank);
        int width = values.length / rank;
        for (int from = 0; from < width; from += GramMatrix.BLOCK) {
            gram.addRows(values, width, from, Math.min(GramMatrix.BLOCK, width - from));
        }
        return gram.toArray();
    }

    /**
     * Squares of the singular values of B·A, the largest first: with BᵀB = L·Lᵀ they are the eigenvalues of Lᵀ·AAᵀ·L.
     *
     * @return empty when the values are not finite
     */
    static double[] energies(double[][] ofRows, double[][] ofColumns) {
        int size = ofRows.length;
        double[][] lower = cholesky(ofColumns);
        double[][] half = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int at = 0; at < size; at++) {
                double value = ofRows[row][at];
                for (int column = 0; column <= at; column++) {
                    half[row][column] += value * lower[at][column];
                }
            }
        }
        double[][] product = new double[size][size];
        for (int at = 0; at < size; at++) {
            for (int row = 0; row <= at; row++) {
                double value = lower[at][row];
                for (int column = 0; column < size; column++) {
                    product[row][column] += value * half[at][column];
                }
            }
        }
        double[] found = eigenvalues(product);
        if (!Arrays.stream(found).allMatch(Double::isFinite)) {
            return new double[0];
        }
        Arrays.sort(found);
        double[] sorted = new double[size];
        for (int at = 0; at < size; at++) {
            sorted[at] = Math.max(0, found[size - 1 - at]);
        }
        return sorted;
    }

    private static double[][] cholesky(double[][] gram) {
        int size = gram.length;
        double[][] lower = new double[size][size];
        for (int column = 0; column < size; column++) {
            double pivot = gram[column][column];
            for (int at = 0; at < column; at++) {
                pivot -= lower[column][at] * lower[column][at];
            }
            // A column that depends on those before it adds nothing.
            if (pivot <= RIDGE * gram[column][column]) {
                continue;
            }
            double root = Math.sqrt(pivot);
            lower[column][column] = root;
            for (int row = column + 1; row < size; row++) {
                double sum = gram[row][column];
                for (int at = 0; at < column; at++) {
                    sum -= lower[row][at] * lower[column][at];
                }
                lower[row][column] = sum / root;
            }
        }
        return lower;
    }

    /** Of a symmetric matrix, which is overwritten. */
    static double[] eigenvalues(double[][] matrix) {
        double[] diagonal = new double[matrix.length];
        double[] beside = new double[matrix.length];
        tridiagonal(matrix, diagonal, beside);
        for (int first = 0; first < diagonal.length; first++) {
            int rounds = 0;
            for (int last = split(diagonal, beside, first); last > first; last = split(diagonal, beside, first)) {
                if (rounds++ == MOST_ROUNDS) {
                    Arrays.fill(diagonal, Double.NaN);
                    return diagonal;
                }
                turn(diagonal, beside, first, last);
            }
        }
        return diagonal;
    }

    /** Householder reflections, one for each column. */
    private static void tridiagonal(double[][] a, double[] diagonal, double[] beside) {
        int size = a.length;
        double[] mirror = new double[size];
        double[] change = new double[size];
        for (int column = 0; column + 2 < size; column++) {
            double length = 0;
            for (int row = column + 1; row < size; row++) {
                mirror[row] = a[row][column];
                length += mirror[row] * mirror[row];
            }
            double head = -Math.copySign(Math.sqrt(length), mirror[column + 1]);
            beside[column] = head;
            mirror[column + 1] -= head;
            double square = 0;
            for (int row = column + 1; row < size; row++) {
                square += mirror[row] * mirror[row];
            }
            if (square == 0) {
                continue;
            }
            double dot = 0;
            for (int row = column + 1; row < size; row++) {
                double sum = 0;
                for (int at = column + 1; at < size; at++) {
                    sum += a[row][at] * mirror[at];
                }
                change[row] = 2 * sum / square;
                dot += change[row] * mirror[row];
            }
            for (int row = column + 1; row < size; row++) {
                change[row] -= dot / square * mirror[row];
            }
            for (int row = column + 1; row < size; row++) {
                for (int at = column + 1; at < size; at++) {
                    a[row][at] -= mirror[row] * change[at] + change[row] * mirror[at];
                }
            }
        }
        for (int row = 0; row < size; row++) {
            diagonal[row] = a[row][row];
        }
        if (size > 1) {
            beside[size - 2] = a[size - 1][size - 2];
        }
    }

    /** Where the tridiagonal matrix falls apart, from {@code first} on. */
    private static int split(double[] diagonal, double[] beside, int first) {
        int last = first;
        while (last < diagonal.length - 1
                && Math.abs(beside[last]) > SMALLEST * (Math.abs(diagonal[last]) + Math.abs(diagonal[last + 1]))) {
            last++;
        }
        return last;
    }

    /** One step of the implicit QL algorithm. */
    private static void turn(double[] diagonal, double[] beside, int first, int last) {
        double shift = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
        double chased =
                diagonal[last] - diagonal[first] + beside[first] / (shift + Math.copySign(Math.hypot(shift, 1), shift));
        double sine = 1;
        double cosine = 1;
        double carried = 0;
        for (int at = last - 1; at >= first; at--) {
            double off = sine * beside[at];
            double kept = cosine * beside[at];
            double radius = Math.hypot(off, chased);
            beside[at + 1] = radius;
            if (radius == 0) {
                diagonal[at + 1] -= carried;
                beside[last] = 0;
                return;
            }
            sine = off / radius;
            cosine = chased / radius;
            double before = diagonal[at + 1] - carried;
            double mixed = (diagonal[at] - before) * sine + 2 * cosine * kept;
            carried = sine * mixed;
            diagonal[at + 1] = before + carried;
            chased = cosine * mixed - kept;
        }
        diagonal[first] -= carried;
        beside[first] = chased;
        beside[last] = 0;
    }
}
