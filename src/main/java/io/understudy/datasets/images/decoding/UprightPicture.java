package io.understudy.datasets.images.decoding;

import io.understudy.platform.pictures.Orientation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Brings any decoded picture into one form: upright, sRGB, 8 bits, no transparency. Transparency is laid on white,
 * because trainers drop the alpha channel and would otherwise see whatever colour lies hidden under it.
 */
final class UprightPicture {
    private UprightPicture() {}

    static BufferedImage of(BufferedImage decoded, Orientation orientation) {
        BufferedImage plain = plain(decoded);
        return orientation.isUpright() ? plain : turned(plain, orientation);
    }

    private static BufferedImage plain(BufferedImage decoded) {
        if (decoded.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return decoded;
        }
        BufferedImage plain = new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        boolean indexed = decoded.getColorModel() instanceof IndexColorModel;
        if (!indexed && decoded.getRaster().getNumBands() <= 2) {
            copyGrey(decoded, plain.getRaster());
        } else if (!indexed && !decoded.getColorModel().hasAlpha() && !isSrgb(decoded)) {
            // The whole raster at once: drawing would convert each pixel through the profile one by one.
            new ColorConvertOp(null).filter(decoded, plain);
        } else {
            draw(decoded, plain);
        }
        return plain;
    }

    private static boolean isSrgb(BufferedImage picture) {
        return picture.getColorModel().getColorSpace().isCS_sRGB();
    }

    private static void draw(BufferedImage from, BufferedImage to) {
        Graphics2D graphics = to.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, to.getWidth(), to.getHeight());
            graphics.drawImage(from, 0, 0, null);
        } finally {
            graphics.dispose();
        }
    }

    /** Takes grey from the raster: Java's colour conversion believes it to be linear and would brighten it. */
    private static void copyGrey(BufferedImage grey, WritableRaster to) {
        Raster from = grey.getRaster();
        boolean hasAlpha = from.getNumBands() == 2;
        int largest = (1 << grey.getColorModel().getComponentSize(0)) - 1;
        int width = from.getWidth();
        int[] values = new int[width];
        int[] alphas = new int[width];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getSamples(0, y, width, 1, 0, values);
            if (hasAlpha) {
                from.getSamples(0, y, width, 1, 1, alphas);
            }
            for (int x = 0; x < width; x++) {
                int alpha = hasAlpha ? alphas[x] : largest;
                long onWhite = (long) values[x] * alpha + (long) largest * (largest - alpha);
                values[x] = (int) (onWhite * 255 / ((long) largest * largest));
            }
            for (int band = 0; band < 3; band++) {
                to.setSamples(0, y, width, 1, band, values);
            }
        }
    }

    private static BufferedImage turned(BufferedImage picture, Orientation orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage upright = orientation.swapsSides()
                ? new BufferedImage(height, width, BufferedImage.TYPE_3BYTE_BGR)
                : new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = upright.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.drawImage(picture, orientation.transform(width, height), null);
        } finally {
            graphics.dispose();
        }
        return upright;
    }
}
