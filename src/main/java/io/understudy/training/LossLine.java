package io.understudy.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The smoothed loss in few points, one for each part of a run. It is kept with the run, so that a list of runs reads no
 * curves: those of fifty runs have up to half a million points.
 *
 * @param text the losses by part, separated by commas; empty where a part has none
 */
public record LossLine(String text) {
    public static final LossLine NONE = new LossLine("");

    private static final int PARTS = 40;

    /** @param place in the run, 0 to 1 */
    public record Point(double place, double loss) {}

    public LossLine with(int step, int steps, double loss) {
        String[] parts = parts();
        int part = part(step, steps);
        int known = parts.length;
        if (part >= known) {
            parts = Arrays.copyOf(parts, part + 1);
            Arrays.fill(parts, known, part, "");
        }
        parts[part] = String.format(Locale.ROOT, "%.4g", loss);
        return new LossLine(String.join(",", parts));
    }

    /** Without what came after a step. */
    public LossLine upTo(int step, int steps) {
        String[] parts = parts();
        int kept = step == 0 ? 0 : Math.min(parts.length, part(step, steps) + 1);
        return new LossLine(String.join(",", Arrays.copyOf(parts, kept)));
    }

    public List<Point> points() {
        String[] parts = parts();
        List<Point> points = new ArrayList<>();
        for (int part = 0; part < parts.length; part++) {
            if (!parts[part].isEmpty()) {
                points.add(new Point((part + 1.0) / PARTS, Double.parseDouble(parts[part])));
            }
        }
        return points;
    }

    private static int part(int step, int steps) {
        return Math.clamp((long) (step - 1) * PARTS / steps, 0, PARTS - 1);
    }

    private String[] parts() {
        return text.isEmpty() ? new String[0] : text.split(",", -1);
    }
}
