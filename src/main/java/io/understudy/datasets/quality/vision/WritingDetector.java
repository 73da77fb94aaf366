package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;
import java.util.ArrayDeque;
import java.util.BitSet;

/** PP-OCR's detector: where something is written, in any script. */
record WritingDetector(Network network) {
    /** A multiple of 32; letters of a fiftieth of the picture's height are still found. */
    private static final int SIDE = 512;

    private static final float[] MEANS = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATIONS = {0.229f, 0.224f, 0.225f};
    private static final float LIKELY = 0.3f;
    /** The average of a line; stripes, leaves and railings have less. */
    private static final double SURE = 0.8;

    private static final int LOWEST = 4;
    private static final int HIGHEST = SIDE / 16;
    /** Higher than this, what is no longer than a word is a drawn mouth or a disc, which the network takes for a letter. */
    private static final int HIGH = SIDE / 32;

    private static final double WORD = 2;
    /** The network answers with the core of a line, which is about half of it. */
    private static final double OF_CORE = 2;

    Writing find(Pixels picture) {
        float[] likely =
                network.runForOne(planes(picture.cut(Affine.letterbox(picture, SIDE), SIDE, SIDE)), 1, 3, SIDE, SIDE);
        BitSet left = new BitSet(likely.length);
        for (int at = 0; at < likely.length; at++) {
            left.set(at, likely[at] > LIKELY);
        }
        int lines = 0;
        double covered = 0;
        for (int at = left.nextSetBit(0); at >= 0; at = left.nextSetBit(at)) {
            Line line = line(left, at, likely);
            if (line.isSure()) {
                lines++;
                covered += line.pixels;
            }
        }
        double shown = (double) SIDE
                * SIDE
                * Math.min(picture.width(), picture.height())
                / Math.max(picture.width(), picture.height());
        return new Writing(lines, Math.min(1, OF_CORE * covered / shown));
    }

    /** Blue comes first: the network was trained that way. */
    private static float[] planes(Patch patch) {
        int pixels = SIDE * SIDE;
        float[] planes = new float[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            for (int at = 0; at < pixels; at++) {
                planes[channel * pixels + at] =
                        (patch.rgb()[3 * at + 2 - channel] / 255 - MEANS[channel]) / DEVIATIONS[channel];
            }
        }
        return planes;
    }

    private static final class Line {
        private int pixels;
        private double sum;
        private int right;
        private int bottom;
        private int leftmost = SIDE;
        private int top = SIDE;

        void add(int at, float likely) {
            pixels++;
            sum += likely;
            leftmost = Math.min(leftmost, at % SIDE);
            right = Math.max(right, at % SIDE);
            top = Math.min(top, at / SIDE);
            bottom = Math.max(bottom, at / SIDE);
        }

        boolean isSure() {
            int width = right - leftmost + 1;
            int height = bottom - top + 1;
            int thin = Math.min(width, height);
            return sum / pixels >= SURE
                    && thin >= LOWEST
                    && thin <= HIGHEST
                    && (thin <= HIGH || Math.max(width, height) >= WORD * thin);
        }
    }

    /** Takes a connected piece out of what is left. */
    private static Line line(BitSet left, int from, float[] likely) {
        Line line = new Line();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        left.clear(from);
        open.add(from);
        while (!open.isEmpty()) {
            int at = open.remove();
            line.add(at, likely[at]);
            int x = at % SIDE;
            take(left, open, at - SIDE, at >= SIDE);
            take(left, open, at + SIDE, at + SIDE < likely.length);
            take(left, open, at - 1, x > 0);
            take(left, open, at + 1, x < SIDE - 1);
        }
        return line;
    }

    private static void take(BitSet left, ArrayDeque<Integer> open, int at, boolean inside) {
        if (inside && left.get(at)) {
            left.clear(at);
            open.add(at);
        }
    }
}
