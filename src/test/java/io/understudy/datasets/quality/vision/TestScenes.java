package io.understudy.datasets.quality.vision;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Random;

/** Pictures drawn by code, and what happens to pictures on their way. */
final class TestScenes {
    private TestScenes() {}

    /** Random shapes with hard edges; another scene for each seed. */
    static BufferedImage scene(int width, int height, int seed) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 25; i++) {
            graphics.setColor(colour(random));
            int side = width / 12 + random.nextInt(width / 4);
            graphics.fillOval(random.nextInt(width), random.nextInt(height), side, side / 2 + random.nextInt(side));
        }
        graphics.dispose();
        return picture;
    }

    static BufferedImage plain(int width, int height, Color colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    static BufferedImage mirrored(BufferedImage picture) {
        int width = picture.getWidth();
        BufferedImage mirrored = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = mirrored.createGraphics();
        graphics.drawImage(picture, width, 0, -width, picture.getHeight(), null);
        graphics.dispose();
        return mirrored;
    }

    static BufferedImage blurred(BufferedImage picture, int radius) {
        int side = 2 * radius + 1;
        float[] weights = new float[side * side];
        Arrays.fill(weights, 1f / weights.length);
        return new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null).filter(picture, null);
    }

    /** Every channel times a factor. */
    static BufferedImage lit(BufferedImage picture, double red, double green, double blue) {
        BufferedImage lit = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                Color colour = new Color(picture.getRGB(x, y));
                lit.setRGB(
                        x,
                        y,
                        new Color(
                                        (int) Math.min(255, red * colour.getRed()),
                                        (int) Math.min(255, green * colour.getGreen()),
                                        (int) Math.min(255, blue * colour.getBlue()))
                                .getRGB());
            }
        }
        return lit;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(0x1000000));
    }
}
