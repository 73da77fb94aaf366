package io.understudy.datasets.quality.vision;

/**
 * A rectangle of an upright picture in shares of its width and height, so that it fits every size of the picture.
 *
 * @param x left edge, 0 to 1
 * @param y upper edge, 0 to 1
 * @param width 0 to 1
 * @param height 0 to 1
 */
public record FaceBox(double x, double y, double width, double height) {
    /** The part of a rectangle in pixels that lies inside of the picture. */
    static FaceBox inside(double left, double top, double right, double bottom, Pixels picture) {
        double x0 = Math.clamp(left, 0, picture.width() - 1);
        double y0 = Math.clamp(top, 0, picture.height() - 1);
        double x1 = Math.clamp(right, x0 + 1, picture.width());
        double y1 = Math.clamp(bottom, y0 + 1, picture.height());
        return new FaceBox(
                x0 / picture.width(), y0 / picture.height(), (x1 - x0) / picture.width(), (y1 - y0) / picture.height());
    }

    public double area() {
        return width * height;
    }
}
