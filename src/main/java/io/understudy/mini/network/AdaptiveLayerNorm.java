package io.understudy.mini.network;

/**
 * Layer norm without weights of its own, modulated by the conditioning:
 * {@code out = (x - mean) / sqrt(variance + 1e-5) * (1 + scale) + shift}, row by row.
 */
final class AdaptiveLayerNorm {
    private static final float EPSILON = 1e-5f;

    private AdaptiveLayerNorm() {}

    static final class Statistics {
        final float[] mean;
        final float[] inverseDeviation;

        Statistics(int rows) {
            mean = new float[rows];
            inverseDeviation = new float[rows];
        }
    }

    /**
     * @param modulation holds {@code width} shifts at {@code shiftAt} and {@code width} scales at {@code scaleAt}
     */
    static void forward(
            float[] x, Statistics statistics, float[] modulation, int shiftAt, int scaleAt, int width, float[] out) {
        for (int row = 0; row < statistics.mean.length; row++) {
            int at = row * width;
            float sum = 0;
            for (int i = 0; i < width; i++) {
                sum += x[at + i];
            }
            float mean = sum / width;
            float squares = 0;
            for (int i = 0; i < width; i++) {
                float distance = x[at + i] - mean;
                squares += distance * distance;
            }
            float inverse = (float) (1 / Math.sqrt(squares / width + EPSILON));
            statistics.mean[row] = mean;
            statistics.inverseDeviation[row] = inverse;
            for (int i = 0; i < width; i++) {
                out[at + i] = (x[at + i] - mean) * inverse * (1 + modulation[scaleAt + i]) + modulation[shiftAt + i];
            }
        }
    }

    /**
     * With {@code n = (x - mean) / deviation} and {@code g = dout (1 + scale)}:
     * {@code dx += (g - mean(g) - n mean(g n)) / deviation}.
     */
    static void backward(
            float[] x,
            Statistics statistics,
            float[] modulation,
            int scaleAt,
            int width,
            float[] gradOut,
            float[] gradX) {
        float[] g = new float[width];
        float[] n = new float[width];
        for (int row = 0; row < statistics.mean.length; row++) {
            int at = row * width;
            float mean = statistics.mean[row];
            float inverse = statistics.inverseDeviation[row];
            for (int i = 0; i < width; i++) {
                g[i] = gradOut[at + i] * (1 + modulation[scaleAt + i]);
                n[i] = (x[at + i] - mean) * inverse;
            }
            float meanG = 0;
            float meanGn = 0;
            for (int i = 0; i < width; i++) {
                meanG += g[i];
                meanGn += g[i] * n[i];
            }
            meanG /= width;
            meanGn /= width;
            for (int i = 0; i < width; i++) {
                gradX[at + i] += inverse * (g[i] - meanG - n[i] * meanGn);
            }
        }
    }
}
