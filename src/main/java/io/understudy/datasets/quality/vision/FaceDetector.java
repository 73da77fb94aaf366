package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** BlazeFace: where faces are, roughly. It also fires on the backs of heads; the mesh sorts those out. */
record FaceDetector(Network network) {
    private static final int SIDE = 256;
    private static final int VALUES = 16;
    private static final int ANCHORS = 896;
    /** Two anchors for each place of a 16 x 16 grid come first, then six for each of an 8 x 8 grid. */
    private static final int FINE_ANCHORS = 512;

    private static final double LEAST_SCORE = 0.5;
    private static final double MOST_OVERLAP = 0.3;

    /**
     * A face in pixels of the picture.
     *
     * @param roll how far the line through both eyes leans, in radians
     */
    record Found(double left, double top, double width, double height, double score, double roll) {
        double centreX() {
            return left + width / 2;
        }

        double centreY() {
            return top + height / 2;
        }

        double overlap(Found other) {
            double across = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
            double down = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
            double both = Math.max(0, across) * Math.max(0, down);
            return both / (width * height + other.width * other.height - both);
        }
    }

    /** The surest first. */
    List<Found> find(Pixels picture) {
        Affine place = Affine.letterbox(picture, SIDE);
        float[] input = picture.cut(place, SIDE, SIDE).interleaved(-127.5f, 1 / 127.5f);
        float[] scores = new float[ANCHORS];
        float[] boxes = new float[ANCHORS * VALUES];
        Map<String, float[]> outputs = network.run(input, 1, SIDE, SIDE, 3);
        for (float[] output : outputs.values()) {
            boolean fine = output.length == FINE_ANCHORS || output.length == FINE_ANCHORS * VALUES;
            boolean isScores = output.length < FINE_ANCHORS + 1;
            int from = fine ? 0 : FINE_ANCHORS;
            System.arraycopy(output, 0, isScores ? scores : boxes, isScores ? from : from * VALUES, output.length);
        }
        List<Found> found = new ArrayList<>();
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            double score = 1 / (1 + Math.exp(-Math.clamp(scores[anchor], -100, 100)));
            if (score >= LEAST_SCORE) {
                found.add(decoded(boxes, anchor, score, place));
            }
        }
        return withoutOverlaps(found);
    }

    private static Found decoded(float[] boxes, int anchor, double score, Affine place) {
        int grid = anchor < FINE_ANCHORS ? 16 : 8;
        int cell = anchor < FINE_ANCHORS ? anchor / 2 : (anchor - FINE_ANCHORS) / 6;
        double anchorX = (cell % grid + 0.5) / grid * SIDE;
        double anchorY = (cell / grid + 0.5) / grid * SIDE;
        int at = anchor * VALUES;
        double width = boxes[at + 2];
        double height = boxes[at + 3];
        double left = boxes[at] + anchorX - width / 2;
        double top = boxes[at + 1] + anchorY - height / 2;
        double roll = Math.atan2(boxes[at + 7] - boxes[at + 5], boxes[at + 6] - boxes[at + 4]);
        double scale = place.scale();
        return new Found(place.x(left, top), place.y(left, top), width * scale, height * scale, score, roll);
    }

    private static List<Found> withoutOverlaps(List<Found> found) {
        List<Found> kept = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .filter(face -> kept.stream().allMatch(other -> face.overlap(other) <= MOST_OVERLAP))
                .forEach(kept::add);
        return kept;
    }
}
