package io.understudy.datasets.quality.vision;

public enum ShotType {
    CLOSE_UP("close-up"),
    UPPER_BODY("upper body"),
    THREE_QUARTER("down to the knees"),
    FULL_BODY("full body"),
    FROM_BEHIND("from behind");

    private final String words;

    ShotType(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
