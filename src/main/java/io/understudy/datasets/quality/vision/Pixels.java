package io.understudy.datasets.quality.vision;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * An upright sRGB picture, from which patches of any place, size and turn are cut. Halved copies are made when a patch
 * is much smaller than its place, so that fine texture does not turn into noise. Not for several threads at once.
 */
public final class Pixels {
    private static final double HALVE_FROM = 1.6;

    private final int width;
    private final int height;
    private final byte[] bgr;
    private @Nullable Pixels half;

    private Pixels(int width, int height, byte[] bgr) {
        this.width = width;
        this.height = height;
        this.bgr = bgr;
    }

    /** Takes over the picture's own bytes where it holds them as blue, green, red; else copies. */
    public static Pixels of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            WritableRaster raster = picture.getRaster();
            byte[] bytes = ((DataBufferByte) raster.getDataBuffer()).getData();
            if (raster.getParent() == null && bytes.length == 3 * width * height) {
                return new Pixels(width, height, bytes);
            }
        }
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return new Pixels(width, height, ((DataBufferByte) plain.getRaster().getDataBuffer()).getData());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Cuts a patch, bilinear; what lies outside of the picture is black. */
    Patch cut(Affine place, int patchWidth, int patchHeight) {
        Pixels source = this;
        double scale = place.scale();
        while (scale > HALVE_FROM && source.width > 2 && source.height > 2) {
            source = source.halved();
            scale /= 2;
        }
        double shrinkX = (double) source.width / width;
        double shrinkY = (double) source.height / height;
        float[] rgb = new float[patchWidth * patchHeight * 3];
        int at = 0;
        for (int y = 0; y < patchHeight; y++) {
            for (int x = 0; x < patchWidth; x++) {
                source.sample(
                        place.x(x + 0.5, y + 0.5) * shrinkX - 0.5, place.y(x + 0.5, y + 0.5) * shrinkY - 0.5, rgb, at);
                at += 3;
            }
        }
        return new Patch(patchWidth, patchHeight, rgb);
    }

    private void sample(double u, double v, float[] rgb, int at) {
        if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) {
            return;
        }
        double x = Math.clamp(u, 0, width - 1);
        double y = Math.clamp(v, 0, height - 1);
        int left = (int) x;
        int top = (int) y;
        float right = (float) (x - left);
        float bottom = (float) (y - top);
        add(left, top, (1 - right) * (1 - bottom), rgb, at);
        add(left + 1, top, right * (1 - bottom), rgb, at);
        add(left, top + 1, (1 - right) * bottom, rgb, at);
        add(left + 1, top + 1, right * bottom, rgb, at);
    }

    private void add(int x, int y, float weight, float[] rgb, int at) {
        if (weight == 0) {
            return;
        }
        int from = 3 * (y * width + x);
        rgb[at] += weight * (bgr[from + 2] & 0xFF);
        rgb[at + 1] += weight * (bgr[from + 1] & 0xFF);
        rgb[at + 2] += weight * (bgr[from] & 0xFF);
    }

    private Pixels halved() {
        Pixels known = half;
        if (known == null) {
            int halfWidth = width / 2;
            int halfHeight = height / 2;
            byte[] small = new byte[3 * halfWidth * halfHeight];
            int to = 0;
            for (int y = 0; y < halfHeight; y++) {
                int from = 6 * y * width;
                for (int x = 0; x < halfWidth; x++, from += 6) {
                    for (int band = 0; band < 3; band++) {
                        int below = from + 3 * width + band;
                        small[to++] = (byte) ((bgr[from + band] & 0xFF)
                                        + (bgr[from + 3 + band] & 0xFF)
                                        + (bgr[below] & 0xFF)
                                        + (bgr[below + 3] & 0xFF)
                                        + 2
                                >> 2);
                    }
                }
            }
            known = new Pixels(halfWidth, halfHeight, small);
            half = known;
        }
        return known;
    }
}
