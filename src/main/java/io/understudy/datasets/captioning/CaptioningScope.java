package io.understudy.datasets.captioning;

public enum CaptioningScope {
    EMPTY("Pictures whose caption is empty or has nothing but the trigger word"),
    ALL("All pictures that are trained on");

    private final String label;

    CaptioningScope(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
