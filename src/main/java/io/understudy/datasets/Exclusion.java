package io.understudy.datasets;

public enum Exclusion {
    TOO_SMALL("below 1024 px"),
    BY_HAND("left out by hand"),
    WITHDRAWN("consent withdrawn"),
    REPLACED("its crop is used instead");

    private final String words;

    Exclusion(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
