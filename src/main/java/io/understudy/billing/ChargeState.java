package io.understudy.billing;

public enum ChargeState {
    OPEN("Under way", true),
    CHARGED("Charged", true),
    /** It ended here without a result, and the service did not say what it charges: anything up to the estimate. */
    ASSUMED("Not known yet", true),
    /** Nobody knows whether the service accepted it, or what became of it there. */
    UNCONFIRMED("Unconfirmed", true),
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

    public boolean isKnown() {
        return this == CHARGED || this == NOT_CHARGED;
    }

    public boolean isCounted() {
        return counted;
    }

    boolean isSettled() {
        return this != OPEN && this != UNCONFIRMED;
    }
}
