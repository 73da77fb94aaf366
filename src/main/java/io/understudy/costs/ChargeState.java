package io.understudy.costs;

/** What is known about one use of a service that charges. */
public enum ChargeState {
    /** Sent; it is not over. */
    OPEN(true),
    /** It delivered. */
    CHARGED(true),
    /** It ended without a result, and the service did not say that it charges nothing. */
    ASSUMED(true),
    /** Nobody knows whether the service accepted it. */
    UNCLEAR(true),
    NOT_CHARGED(false);

    private final boolean counted;

    ChargeState(boolean counted) {
        this.counted = counted;
    }

    /** Whether it counts as spent until something better is known. */
    public boolean isCounted() {
        return counted;
    }

    boolean isSettled() {
        return this != OPEN && this != UNCLEAR;
    }
}
