package io.understudy.datasets.quality.vision;

import java.util.Arrays;

/**
 * How a face is lit. Colours are relative to the skin, so only pictures of one person can be compared.
 *
 * @param brightness of the face, 0 to 1
 * @param contrast between its bright and its dark parts, 0 to 1
 * @param fromLeft log2 of the picture's left half of the face against the right one: positive is lit from the left
 * @param fromAbove log2 of the upper half against the lower one
 * @param warmth (red - blue) / (red + green + blue)
 * @param surroundings brightness of the picture's rim, 0 to 1
 */
public record Light(
        double brightness, double contrast, double fromLeft, double fromAbove, double warmth, double surroundings) {
    /** Average distance from which on two groups of pictures count as differently lit. */
    public static final double DIFFERENT = 1.6;

    private static final int SIDE = 150;
    private static final int MIDDLE_X = 75;
    private static final int MIDDLE_Y = 78;
    private static final double RADIUS_X = 48;
    private static final double RADIUS_Y = 58;
    private static final double RIM = 0.12;
    private static final int SMALL = 128;
    private static final double DIRECTED = 0.45;

    private static final class Part {
        private double sum;
        private int count;

        void add(float luma) {
            sum += luma;
            count++;
        }

        /** Far from zero, so that noise in deep shadow is no direction. */
        double mean() {
            return sum / Math.max(1, count) + 4;
        }
    }

    /** @param chip the face upright, 150 x 150, eyes and nose at their usual places */
    static Light of(Patch chip, Pixels picture) {
        Part left = new Part();
        Part right = new Part();
        Part upper = new Part();
        Part lower = new Part();
        float[] inside = new float[SIDE * SIDE];
        int count = 0;
        double red = 0;
        double green = 0;
        double blue = 0;
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double dx = (x - MIDDLE_X) / RADIUS_X;
                double dy = (y - MIDDLE_Y) / RADIUS_Y;
                if (dx * dx + dy * dy > 1) {
                    continue;
                }
                int pixel = y * SIDE + x;
                float luma = chip.luma(pixel);
                inside[count++] = luma;
                sum += luma;
                red += chip.rgb()[3 * pixel];
                green += chip.rgb()[3 * pixel + 1];
                blue += chip.rgb()[3 * pixel + 2];
                (x < MIDDLE_X ? left : right).add(luma);
                (y < MIDDLE_Y ? upper : lower).add(luma);
            }
        }
        float[] sorted = Arrays.copyOf(inside, count);
        Arrays.sort(sorted);
        return new Light(
                sum / count / 255,
                (sorted[count * 9 / 10] - sorted[count / 10]) / 255,
                log2(left.mean() / right.mean()),
                log2(upper.mean() / lower.mean()),
                (red - blue) / (red + green + blue + 1),
                rim(picture));
    }

    /** How different two lights are; about 1 is a difference that one sees. */
    public double distance(Light other) {
        return Math.sqrt(square((brightness - other.brightness) / 0.14)
                + square((contrast - other.contrast) / 0.16)
                + square((fromLeft - other.fromLeft) / 0.45)
                + square((fromAbove - other.fromAbove) / 0.45)
                + square((warmth - other.warmth) / 0.07)
                + square((surroundings - other.surroundings) / 0.22));
    }

    /** For a caption: {@code soft warm light from the left}. */
    public String words() {
        String level = brightness < 0.3 ? "dim " : brightness > 0.68 ? "bright " : "";
        String colour = warmth > 0.22 ? "warm " : warmth < 0.06 ? "cool " : "";
        String direction = fromLeft > DIRECTED
                ? " from the left"
                : fromLeft < -DIRECTED
                        ? " from the right"
                        : fromAbove > DIRECTED ? " from above" : fromAbove < -DIRECTED ? " from below" : "";
        String kind = direction.isEmpty() ? "even light" : "light";
        return level + colour + kind + direction;
    }

    private static double rim(Pixels picture) {
        Patch small = picture.cut(Affine.stretch(picture, SMALL, SMALL), SMALL, SMALL);
        double sum = 0;
        int count = 0;
        for (int y = 0; y < SMALL; y++) {
            for (int x = 0; x < SMALL; x++) {
                if (y < SMALL * RIM || x < SMALL * RIM || x > SMALL * (1 - RIM)) {
                    sum += small.luma(y * SMALL + x);
                    count++;
                }
            }
        }
        return sum / count / 255;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
