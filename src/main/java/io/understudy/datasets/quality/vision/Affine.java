package io.understudy.datasets.quality.vision;

/**
 * Where each pixel of a patch comes from: (x, y) of the patch lies at (xx·x + xy·y + x0, yx·x + yy·y + y0) of the picture.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    static Affine stretch(Pixels from, int width, int height) {
        return new Affine((double) from.width() / width, 0, 0, 0, (double) from.height() / height, 0);
    }

    /** The whole picture in the middle of a square patch, with black bars where it is not square. */
    static Affine letterbox(Pixels from, int side) {
        double scale = Math.max(from.width(), from.height()) / (double) side;
        return new Affine(scale, 0, (from.width() - side * scale) / 2, 0, scale, (from.height() - side * scale) / 2);
    }

    /**
     * A square around a point.
     *
     * @param size length of its side in pixels of the picture
     * @param roll how far it is turned, in radians
     */
    static Affine square(double centreX, double centreY, double size, double roll, int side) {
        double scale = size / side;
        double cos = scale * Math.cos(roll);
        double sin = scale * Math.sin(roll);
        double half = side / 2.0;
        return new Affine(cos, -sin, centreX - half * cos + half * sin, sin, cos, centreY - half * sin - half * cos);
    }

    static Affine rectangle(double x, double y, double width, double height, int patchWidth, int patchHeight) {
        return new Affine(width / patchWidth, 0, x, 0, height / patchHeight, y);
    }

    /** The similarity (turn, scale, shift) that brings points of the patch closest to points of the picture. */
    static Affine similarity(double[][] patch, double[][] picture) {
        double[] patchMean = mean(patch);
        double[] pictureMean = mean(picture);
        double along = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < patch.length; i++) {
            double x = patch[i][0] - patchMean[0];
            double y = patch[i][1] - patchMean[1];
            double u = picture[i][0] - pictureMean[0];
            double v = picture[i][1] - pictureMean[1];
            along += x * u + y * v;
            across += x * v - y * u;
            spread += x * x + y * y;
        }
        double a = along / spread;
        double b = across / spread;
        return new Affine(
                a,
                -b,
                pictureMean[0] - a * patchMean[0] + b * patchMean[1],
                b,
                a,
                pictureMean[1] - b * patchMean[0] - a * patchMean[1]);
    }

    double x(double x, double y) {
        return xx * x + xy * y + x0;
    }

    double y(double x, double y) {
        return yx * x + yy * y + y0;
    }

    /** Pixels of the picture for one pixel of the patch, along a side. */
    double scale() {
        return Math.sqrt(Math.abs(xx * yy - xy * yx));
    }

    private static double[] mean(double[][] points) {
        double x = 0;
        double y = 0;
        for (double[] point : points) {
            x += point[0] / points.length;
            y += point[1] / points.length;
        }
        return new double[] {x, y};
    }
}
