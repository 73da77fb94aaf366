package io.understudy.prompting.guide;

/**
 * What the guide says about one value that someone chose.
 *
 * @param level how much it matters
 * @param words one or two sentences for the place next to the input
 */
public record Advice(Level level, String words) {
    public enum Level {
        FITS,
        HINT,
        WARNING,
        REFUSED
    }

    public static Advice fits(String words) {
        return new Advice(Level.FITS, words);
    }

    public static Advice hint(String words) {
        return new Advice(Level.HINT, words);
    }

    public static Advice warning(String words) {
        return new Advice(Level.WARNING, words);
    }

    public static Advice refused(String words) {
        return new Advice(Level.REFUSED, words);
    }

    public boolean isRefusal() {
        return level == Level.REFUSED;
    }
}
