package io.understudy.doctor;

/**
 * A possible cause of a problem, held against what is known.
 *
 * @param cause in a few words
 * @param words the numbers behind it, in a sentence or two
 */
public record Finding(String cause, Outcome outcome, String words) {
    public enum Outcome {
        SEEN,
        RULED_OUT,
        NOT_MEASURED
    }

    static Finding seen(String cause, String words) {
        return new Finding(cause, Outcome.SEEN, words);
    }

    static Finding ruledOut(String cause, String words) {
        return new Finding(cause, Outcome.RULED_OUT, words);
    }

    static Finding notMeasured(String cause, String words) {
        return new Finding(cause, Outcome.NOT_MEASURED, words);
    }

    public boolean isSeen() {
        return outcome == Outcome.SEEN;
    }
}
