package io.understudy.datasets.quality.vision;

/**
 * How bright a picture is, and how much of it is lost in black or white. Measured on the face where there is one: a white
 * wall is not overexposed.
 *
 * @param brightness mean, 0 (black) to 1 (white)
 * @param lostInBlack share of pixels that are as good as black, 0 to 1
 * @param lostInWhite share of pixels that are as good as white, 0 to 1
 */
public record Exposure(double brightness, double lostInBlack, double lostInWhite) {
    private static final int BLACK = 6;
    private static final int WHITE = 250;

    static Exposure of(Patch patch) {
        double sum = 0;
        int black = 0;
        int white = 0;
        float[] luma = patch.luma();
        for (float value : luma) {
            sum += value;
            if (value < BLACK) {
                black++;
            }
            if (value >= WHITE) {
                white++;
            }
        }
        return new Exposure(sum / luma.length / 255, (double) black / luma.length, (double) white / luma.length);
    }
}
