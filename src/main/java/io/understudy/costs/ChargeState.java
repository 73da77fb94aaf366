package io.understudy.costs;

/** What is known about one use of a service that charges. */
public enum ChargeState {
    /** Sent; it is not over. */
    OPEN("Under way", true),
    /** It delivered. */
    CHARGED("Charged", true),
    /** It ended here without a result, and the service did not say what it charges: anything up to the estimate. */
    ASSUMED("Not known yet", true),
    /** Nobody knows whether the service accepted it, or what became of it there. */
    UNCONFIRMED("Unclear", true),
    NOT_CHARGED("Not charged", false);

    private final String label;
    private final boolean counted;

    ChargeState(String label, boolean counted) {
        this.label = label;
        this.counted = counted;
    }

    public String label() {
        return label;
    }

    /** Whether it is known what it cost. */
    public boolean isKnown() {
        return this == CHARGED || this == NOT_CHARGED;
    }

    /** Whether it counts as spent until something better is known. */
    public boolean isCounted() {
        return counted;
    }

    boolean isSettled() {
        return this != OPEN && this != UNCONFIRMED;
    }
}
