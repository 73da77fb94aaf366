package io.understudy.prompting.guide;

public enum CompositionTarget {
    FACE_CLOSE_UPS("Face close-ups", 8, 10, "Facial features"),
    UPPER_BODY("Upper body", 8, 10, "Body proportions"),
    FULL_BODY("Full body", 5, 8, "Full figure"),
    ANGLES("Different angles", 5, 8, "3D understanding"),
    LIGHTING("Different lighting", 5, 8, "Lighting adaptation");

    private final String label;
    private final int least;
    private final int most;
    private final String purpose;

    CompositionTarget(String label, int least, int most, String purpose) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.purpose = purpose;
    }

    public String label() {
        return label;
    }

    public int least() {
        return least;
    }

    /** The most pictures of this kind that the guide asks for; more do no harm. */
    public int most() {
        return most;
    }

    public String purpose() {
        return purpose;
    }

    /** What is still missing to the least; 0 when there is enough. */
    public int missing(int have) {
        return Math.max(0, least - have);
    }
}
