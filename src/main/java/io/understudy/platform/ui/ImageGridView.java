package io.understudy.platform.ui;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link ImageGrid} is looked at.
 *
 * @param step null for the latest that all runs have
 * @param mode {@code side}, {@code blink}, {@code slider} or {@code difference}
 * @param swapped whether base run and other run change places
 * @param zoom 1 for the whole picture, 16 at most
 * @param x shift as a share of the picture's size
 * @param split where the divider of the slider is, 0 to 1
 * @param gain how much a difference is amplified
 * @param size of a picture in px; 0 for as large as there is room
 */
public record ImageGridView(
        @Nullable Integer step,
        String mode,
        boolean swapped,
        double zoom,
        double x,
        double y,
        double split,
        double gain,
        double size) {
    private static final Set<String> MODES = Set.of("side", "blink", "slider", "difference");

    public static final ImageGridView USUAL = sized(0);

    public ImageGridView {
        mode = MODES.contains(mode) ? mode : "side";
        zoom = Math.clamp(zoom, 1, 16);
        double most = (zoom - 1) / 2;
        x = Math.clamp(x, -most, most);
        y = Math.clamp(y, -most, most);
        split = Math.clamp(split, 0, 1);
        gain = Math.clamp(gain, 1, 12);
        size = Math.clamp(size, 0, 520);
    }

    public ImageGridView at(int chosen) {
        return new ImageGridView(chosen, mode, swapped, zoom, x, y, split, gain, size);
    }

    /** The usual view with pictures of this many px. */
    public static ImageGridView sized(int size) {
        return new ImageGridView(null, "side", false, 1, 0, 0, 0.5, 3, size);
    }
}
