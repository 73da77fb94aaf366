package io.understudy.datasets.images.decoding;

/**
 * How a picture is turned and then cropped.
 *
 * @param turns quarter turns to the right, 0 to 3
 * @param x left edge of the frame in px of the turned picture
 * @param y upper edge of the frame in px of the turned picture
 * @param width of the frame in px
 * @param height of the frame in px
 */
public record PictureEdit(int turns, int x, int y, int width, int height) {
    public static final int LEAST_SIDE = 64;

    public PictureEdit {
        if (turns < 0 || turns > 3) {
            throw new IllegalArgumentException("A picture is turned by 0 to 3 quarters, not by " + turns);
        }
    }

    /** Whether the frame lies inside of a picture of this upright size in px, and is large enough. */
    public boolean fits(int uprightWidth, int uprightHeight) {
        return width >= LEAST_SIDE
                && height >= LEAST_SIDE
                && x >= 0
                && y >= 0
                && x + width <= turnedWidth(uprightWidth, uprightHeight)
                && y + height <= turnedWidth(uprightHeight, uprightWidth);
    }

    public boolean changesNothing(int uprightWidth, int uprightHeight) {
        return turns == 0 && x == 0 && y == 0 && width == uprightWidth && height == uprightHeight;
    }

    private int turnedWidth(int uprightWidth, int uprightHeight) {
        return turns % 2 == 0 ? uprightWidth : uprightHeight;
    }

    public String words() {
        String frame = "cropped to " + width + " × " + height + " px";
        return switch (turns) {
            case 1 -> "turned right, " + frame;
            case 2 -> "turned upside down, " + frame;
            case 3 -> "turned left, " + frame;
            default -> frame;
        };
    }
}
