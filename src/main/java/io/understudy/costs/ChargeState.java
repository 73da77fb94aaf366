package io.understudy.costs;

/** What is known about one use of a service that charges. */
public enum ChargeState {
    /** Sent; it is not over. */
    OPEN("Under way", true),
    /** It delivered. */
    CHARGED("Charged", true),
    /** It ended without a result, and the service did not say that it charges nothing. */
    ASSUMED("Assumed", true),
    /** Nobody knows whether the service accepted it. */
    UNCLEAR("Unclear", true),
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

    /** Whether it counts as spent until something better is known. */
    public boolean isCounted() {
        return counted;
    }

    boolean isSettled() {
        return this != OPEN && this != UNCLEAR;
    }
}
