package io.understudy.datasets.quality.vision;

import java.util.Arrays;

/**
 * 64 bits that stay nearly the same when a picture is scaled, compressed, tinted or mirrored: the signs of its lowest 8 x 8
 * cosine frequencies against their median.
 *
 * @param bits of the picture as it is
 * @param mirrored of the picture with left and right exchanged
 */
public record PerceptualHash(long bits, long mirrored) {
    /** Up to here it is the same picture, saved again. */
    public static final int SAME_PICTURE = 6;

    /** Up to here it is most likely the same moment: a crop, or the next frame. */
    public static final int ALMOST_THE_SAME = 12;

    private static final int SIDE = 32;
    private static final int FREQUENCIES = 8;
    private static final double[][] COSINES = cosines();

    static PerceptualHash of(Pixels picture) {
        Patch small = picture.cut(Affine.stretch(picture, SIDE, SIDE), SIDE, SIDE);
        return new PerceptualHash(bits(small.luma()), bits(small.mirrored().luma()));
    }

    /**
     * Bits in which two pictures differ, the other one mirrored if that is closer.
     *
     * @return 0 to 64; different photos usually have more than 16
     */
    public int distance(PerceptualHash other) {
        return Math.min(Long.bitCount(bits ^ other.bits), Long.bitCount(bits ^ other.mirrored));
    }

    public boolean isMirrorOf(PerceptualHash other) {
        return Long.bitCount(bits ^ other.mirrored) < Long.bitCount(bits ^ other.bits);
    }

    private static long bits(float[] luma) {
        double[] rows = new double[SIDE * FREQUENCIES];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += COSINES[u][x] * luma[y * SIDE + x];
                }
                rows[y * FREQUENCIES + u] = sum;
            }
        }
        double[] spectrum = new double[FREQUENCIES * FREQUENCIES];
        for (int v = 0; v < FREQUENCIES; v++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                double sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    sum += COSINES[v][y] * rows[y * FREQUENCIES + u];
                }
                spectrum[v * FREQUENCIES + u] = sum;
            }
        }
        double[] sorted = spectrum.clone();
        Arrays.sort(sorted);
        double median = (sorted[31] + sorted[32]) / 2;
        long bits = 0;
        for (int i = 0; i < spectrum.length; i++) {
            if (spectrum[i] > median) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    /** From the first frequency on: the mean brightness says nothing about a picture. */
    private static double[][] cosines() {
        double[][] cosines = new double[FREQUENCIES][SIDE];
        for (int u = 0; u < FREQUENCIES; u++) {
            for (int x = 0; x < SIDE; x++) {
                cosines[u][x] = Math.cos((2 * x + 1) * (u + 1) * Math.PI / (2 * SIDE));
            }
        }
        return cosines;
    }
}
