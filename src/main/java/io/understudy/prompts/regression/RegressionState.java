package io.understudy.prompts.regression;

/** What reviewers made of a comparison so far. */
public enum RegressionState {
    RUNNING("running"),
    NO_PICTURES("no pictures"),
    UNJUDGED("to be judged"),
    WORSE("worse"),
    SAME("same"),
    BETTER("better");

    private final String word;

    RegressionState(String word) {
        this.word = word;
    }

    /** One worse picture decides, also before all are generated; anything else needs a verdict on each. */
    static RegressionState of(boolean done, int pictures, RegressionCounts counts) {
        if (counts.worse() > 0) {
            return WORSE;
        }
        if (!done) {
            return RUNNING;
        }
        if (pictures == 0) {
            return NO_PICTURES;
        }
        if (counts.judged() < pictures) {
            return UNJUDGED;
        }
        return counts.better() > 0 ? BETTER : SAME;
    }

    boolean isVerdict() {
        return this == WORSE || this == SAME || this == BETTER;
    }

    public String word() {
        return word;
    }
}
