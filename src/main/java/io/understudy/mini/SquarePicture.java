package io.understudy.mini;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** Cuts pictures to the model's square and converts them to and from planes of values between -1 and 1. */
public final class SquarePicture {
    /** How far down the square the middle of a face lies, where the picture allows it: there is a body under it. */
    private static final double FACE_HEIGHT = 0.4;

    private SquarePicture() {}

    /**
     * The square to keep: the largest one, in the middle or moved onto a face. It is never narrowed to the face, because the
     * caption says how much of the person is to be seen.
     *
     * @param face box of the face in pixels, if known
     */
    static Rectangle crop(int width, int height, @Nullable Rectangle face) {
        int side = Math.min(width, height);
        if (face == null || face.isEmpty()) {
            return new Rectangle((width - side) / 2, (height - side) / 2, side, side);
        }
        int x = (int) Math.round(face.getCenterX() - side / 2.0);
        int y = (int) Math.round(face.getCenterY() - side * FACE_HEIGHT);
        return new Rectangle(Math.clamp(x, 0, width - side), Math.clamp(y, 0, height - side), side, side);
    }

    /** Planes red, green, blue of the cropped picture; transparent parts become white. */
    public static float[] toPlanes(BufferedImage picture, @Nullable Rectangle face, int side) {
        Rectangle square = crop(picture.getWidth(), picture.getHeight(), face);
        BufferedImage opaque = new BufferedImage(square.width, square.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(picture, -square.x, -square.y, Color.WHITE, null);
        graphics.dispose();
        int[] pixels = opaque.getRGB(0, 0, square.width, square.height, null, 0, square.width);
        float[] planes = new float[3 * side * side];
        float[] channel = new float[pixels.length];
        for (int plane = 0; plane < 3; plane++) {
            int shift = 16 - 8 * plane;
            for (int i = 0; i < pixels.length; i++) {
                channel[i] = ((pixels[i] >> shift) & 0xff) / 127.5f - 1;
            }
            float[] narrow = resampleRows(channel, square.height, square.width, side);
            float[] small =
                    transpose(resampleRows(transpose(narrow, square.height, side), side, square.height, side), side);
            System.arraycopy(small, 0, planes, plane * side * side, small.length);
        }
        return planes;
    }

    /**
     * Resizes each row: a smaller target pixel is the mean of the source it covers, which keeps fine detail from turning into
     * moiré however large the photo is; a larger one lies on the line between its two neighbours.
     */
    private static float[] resampleRows(float[] source, int rows, int columns, int target) {
        float[] out = new float[rows * target];
        double step = (double) columns / target;
        for (int j = 0; j < target; j++) {
            if (step > 1) {
                double from = j * step;
                double to = from + step;
                for (int k = (int) from; k < Math.min(columns, (int) Math.ceil(to)); k++) {
                    double covered = Math.min(to, k + 1.0) - Math.max(from, k);
                    addColumn(source, columns, k, out, target, j, rows, covered / step);
                }
            } else {
                double centre = Math.clamp((j + 0.5) * step - 0.5, 0, columns - 1);
                int left = (int) centre;
                int right = Math.min(left + 1, columns - 1);
                addColumn(source, columns, left, out, target, j, rows, 1 - (centre - left));
                addColumn(source, columns, right, out, target, j, rows, centre - left);
            }
        }
        return out;
    }

    private static void addColumn(
            float[] source, int columns, int from, float[] out, int target, int to, int rows, double weight) {
        for (int i = 0; i < rows; i++) {
            out[i * target + to] += (float) weight * source[i * columns + from];
        }
    }

    private static float[] transpose(float[] square, int side) {
        return transpose(square, side, side);
    }

    private static float[] transpose(float[] source, int rows, int columns) {
        float[] out = new float[source.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out[j * rows + i] = source[i * columns + j];
            }
        }
        return out;
    }

    /** The picture of three planes, values outside -1 to 1 cut off. */
    public static BufferedImage toImage(float[] planes, int side) {
        int area = side * side;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[area];
        for (int i = 0; i < area; i++) {
            pixels[i] = level(planes[i]) << 16 | level(planes[area + i]) << 8 | level(planes[2 * area + i]);
        }
        image.setRGB(0, 0, side, side, pixels, 0, side);
        return image;
    }

    private static int level(float value) {
        return Math.round((Math.clamp(value, -1f, 1f) + 1) * 127.5f);
    }
}
