package io.understudy.versions.sheets.measures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * What a picture looks like from afar: 16 x 16 patches in CIELAB. Two looks are as far apart as their colours are on
 * average, patch by patch; this says nothing about who is seen on them.
 */
final class ImageFeatures {
    private static final int SIDE = 16;

    private final double[] lab;

    private ImageFeatures(double[] lab) {
        this.lab = lab;
    }

    static ImageFeatures of(BufferedImage picture) {
        BufferedImage small = shrunk(picture);
        double[] lab = new double[SIDE * SIDE * 3];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                toLab(small.getRGB(x, y), lab, (y * SIDE + x) * 3);
            }
        }
        return new ImageFeatures(lab);
    }

    /** Halved again and again: one large step would skip most pixels. */
    private static BufferedImage shrunk(BufferedImage picture) {
        BufferedImage current = picture;
        while (current.getWidth() > SIDE || current.getHeight() > SIDE || current == picture) {
            int width = Math.max(SIDE, current.getWidth() / 2);
            int height = Math.max(SIDE, current.getHeight() / 2);
            BufferedImage next = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = next.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(current, 0, 0, width, height, null);
            graphics.dispose();
            current = next;
        }
        return current;
    }

    /** Mean colour difference, CIE 1976: below 2 hardly visible, 10 clearly another picture, 100 black and white. */
    double distance(ImageFeatures other) {
        double sum = 0;
        for (int i = 0; i < lab.length; i += 3) {
            double lightness = lab[i] - other.lab[i];
            double a = lab[i + 1] - other.lab[i + 1];
            double b = lab[i + 2] - other.lab[i + 2];
            sum += Math.sqrt(lightness * lightness + a * a + b * b);
        }
        return sum / (SIDE * SIDE);
    }

    private static void toLab(int rgb, double[] lab, int at) {
        double red = linear((rgb >> 16) & 255);
        double green = linear((rgb >> 8) & 255);
        double blue = linear(rgb & 255);
        double x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        double y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        double z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        lab[at] = 116 * y - 16;
        lab[at + 1] = 500 * (x - y);
        lab[at + 2] = 200 * (y - z);
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double root(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
    }
}
