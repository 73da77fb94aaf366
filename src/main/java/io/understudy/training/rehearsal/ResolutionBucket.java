package io.understudy.training.rehearsal;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A size that pictures of about the same shape are scaled and cropped to before they are trained on, in pixels. Trainers
 * keep the area at the square of the resolution and the sides at multiples of a fixed number.
 */
record ResolutionBucket(int width, int height) {
    private static final int LONGEST_TO_RESOLUTION = 2;

    static ResolutionBucket of(int width, int height, int resolution) {
        int grid = grid(resolution);
        double shape = Math.log((double) width / height);
        return IntStream.iterate(
                        resolution / LONGEST_TO_RESOLUTION,
                        side -> side <= resolution * LONGEST_TO_RESOLUTION,
                        side -> side + grid)
                .mapToObj(side -> new ResolutionBucket(side, other(side, resolution, grid)))
                .min(Comparator.comparingDouble(bucket -> Math.abs(shape - bucket.shape())))
                .orElseThrow();
    }

    private static int grid(int resolution) {
        return resolution >= 512 ? 64 : 16;
    }

    /** The other side of the same area, down to the grid. */
    private static int other(int side, int resolution, int grid) {
        return Math.max(grid, (int) ((long) resolution * resolution / side / grid) * grid);
    }

    private double shape() {
        return Math.log((double) width / height);
    }

    /** How much a picture is scaled to cover the bucket; above 1 it is enlarged. */
    double scale(int pictureWidth, int pictureHeight) {
        return Math.max((double) width / pictureWidth, (double) height / pictureHeight);
    }

    /** The part of a picture that is cut away after scaling, from 0 to 1. */
    double cropped(int pictureWidth, int pictureHeight) {
        double scale = scale(pictureWidth, pictureHeight);
        return 1 - width * height / (scale * pictureWidth * scale * pictureHeight);
    }

    @Override
    public String toString() {
        return width + " × " + height;
    }
}
