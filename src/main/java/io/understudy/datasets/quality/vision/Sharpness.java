package io.understudy.datasets.quality.vision;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much fine detail a picture holds: the variance of its Laplacian.
 *
 * @param value of the face at 256 px, where there is one; real photos have 50 to 700, blurred ones under 25. Without a
 *     face, of the sharpest tenth of the picture at 1024 px
 * @param ofFace whether a face was measured
 * @param ownDetail detail at full size against detail at half size: 0.4 to 2 for pictures as a camera made them, below 0.35
 *     where a smaller picture was probably enlarged, or much was lost to compression; null when it was not measured
 */
public record Sharpness(
        double value, boolean ofFace, @Nullable Double ownDetail) {
    private static final int FACE_SIDE = 256;
    private static final int PICTURE_SIDE = 1024;
    private static final int TILE = 64;
    /** Smaller faces have too few pixels to tell an enlargement from a soft lens. */
    private static final int LEAST_FACE_FOR_DETAIL = 128;

    /** @param fullSize whether the pixels are those of the file, not thinned out while decoding */
    static Sharpness ofFace(Pixels picture, FaceBox face, boolean fullSize) {
        double x = face.x() * picture.width();
        double y = face.y() * picture.height();
        double width = face.width() * picture.width();
        double height = face.height() * picture.height();
        Patch small = picture.cut(Affine.rectangle(x, y, width, height, FACE_SIDE, FACE_SIDE), FACE_SIDE, FACE_SIDE);
        Double detail = null;
        if (fullSize && Math.min(width, height) >= LEAST_FACE_FOR_DETAIL) {
            double full = variance(picture, x, y, width, height, 1);
            double half = variance(picture, x, y, width, height, 2);
            detail = half == 0 ? null : full / half;
        }
        return new Sharpness(variance(small.luma(), FACE_SIDE, 0, 0, FACE_SIDE, FACE_SIDE), true, detail);
    }

    static Sharpness ofPicture(Pixels picture) {
        double scale = Math.min(1, (double) PICTURE_SIDE / Math.max(picture.width(), picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        float[] luma = picture.cut(Affine.stretch(picture, width, height), width, height)
                .luma();
        int columns = Math.max(1, width / TILE);
        int rows = Math.max(1, height / TILE);
        double[] tiles = new double[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                tiles[row * columns + column] = variance(
                        luma,
                        width,
                        column * TILE,
                        row * TILE,
                        Math.min(width, (column + 1) * TILE),
                        Math.min(height, (row + 1) * TILE));
            }
        }
        Arrays.sort(tiles);
        return new Sharpness(tiles[(int) (tiles.length * 0.9)], false, null);
    }

    private static double variance(Pixels picture, double x, double y, double width, double height, int shrink) {
        int patchWidth = (int) Math.round(width / shrink);
        int patchHeight = (int) Math.round(height / shrink);
        Patch patch =
                picture.cut(Affine.rectangle(x, y, width, height, patchWidth, patchHeight), patchWidth, patchHeight);
        return variance(patch.luma(), patchWidth, 0, 0, patchWidth, patchHeight);
    }

    /** Variance of the Laplacian inside of a part of a picture of this width. */
    private static double variance(float[] luma, int width, int left, int top, int right, int bottom) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = top + 1; y < bottom - 1; y++) {
            for (int x = left + 1; x < right - 1; x++) {
                int i = y * width + x;
                float laplacian = 4 * luma[i] - luma[i - 1] - luma[i + 1] - luma[i - width] - luma[i + width];
                sum += laplacian;
                squares += laplacian * laplacian;
                count++;
            }
        }
        return count == 0 ? 0 : squares / count - (sum / count) * (sum / count);
    }
}
