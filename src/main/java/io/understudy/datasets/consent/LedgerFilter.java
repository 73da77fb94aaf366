package io.understudy.datasets.consent;

public enum LedgerFilter {
    ALL("All photos"),
    MISSING("Nothing on record"),
    GIVEN("On record"),
    WITHDRAWN("Withdrawn");

    private final String label;

    LedgerFilter(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
