package io.understudy.prompting.guide;

public final class DatasetTargets {
    /** Fewer pictures need a confirmation before a run is launched. */
    public static final int MINIMUM_PICTURES = 15;
    /** The upper end of the guide's minimum, "15-20 high quality images". */
    public static final int COMFORTABLE_PICTURES = 20;

    public static final int RECOMMENDED_LEAST = 30;
    public static final int RECOMMENDED_MOST = 50;
    /** Shorter edge in px below which a picture is left out unless someone keeps it. */
    public static final int MINIMUM_EDGE = 1024;
    /** Shorter edge in px that the guide prefers. */
    public static final int PREFERRED_EDGE = 2048;

    private DatasetTargets() {}

    public static Advice onCount(int pictures) {
        if (pictures < MINIMUM_PICTURES) {
            return Advice.warning(pictures + " of at least " + MINIMUM_PICTURES
                    + " pictures. With fewer, the face tends to look different in each generation.");
        }
        if (pictures < RECOMMENDED_LEAST) {
            return Advice.hint(pictures + " pictures. The guide's minimum is " + MINIMUM_PICTURES + "–"
                    + COMFORTABLE_PICTURES + "; " + RECOMMENDED_LEAST + "–" + RECOMMENDED_MOST + " train best.");
        }
        if (pictures <= RECOMMENDED_MOST) {
            return Advice.fits(
                    pictures + " pictures, within the recommended " + RECOMMENDED_LEAST + "–" + RECOMMENDED_MOST + ".");
        }
        return Advice.hint(pictures + " pictures, more than the recommended " + RECOMMENDED_LEAST + "–"
                + RECOMMENDED_MOST + ": keep the best and the most varied ones.");
    }

    public static Advice onSize(int width, int height) {
        int edge = Math.min(width, height);
        String size = width + " × " + height + " px";
        if (edge < MINIMUM_EDGE) {
            return Advice.warning(size + ", below the minimum of " + MINIMUM_EDGE + " × " + MINIMUM_EDGE
                    + " px: find a larger original, or keep it knowing that detail is missing.");
        }
        if (edge < PREFERRED_EDGE) {
            return Advice.hint(
                    size + ", enough to train; " + PREFERRED_EDGE + " × " + PREFERRED_EDGE + " px is preferred.");
        }
        return Advice.fits(size + ", as the guide prefers.");
    }
}
