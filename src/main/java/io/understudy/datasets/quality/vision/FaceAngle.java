package io.understudy.datasets.quality.vision;

/** From where a face is seen, in the words of a caption. Left and right are those of the picture. */
public enum FaceAngle {
    FRONT("facing the camera"),
    THREE_QUARTER_LEFT("three-quarter view, facing left"),
    THREE_QUARTER_RIGHT("three-quarter view, facing right"),
    PROFILE_LEFT("profile, facing left"),
    PROFILE_RIGHT("profile, facing right"),
    UP("looking up"),
    DOWN("looking down");

    private static final double TURNED = 15;
    private static final double TILTED = 18;

    private final String words;

    FaceAngle(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    static FaceAngle of(double yaw, double pitch) {
        if (Math.abs(yaw) > Face.PROFILE) {
            return yaw < 0 ? PROFILE_LEFT : PROFILE_RIGHT;
        }
        if (Math.abs(yaw) >= TURNED) {
            return yaw < 0 ? THREE_QUARTER_LEFT : THREE_QUARTER_RIGHT;
        }
        if (Math.abs(pitch) > TILTED) {
            return pitch < 0 ? DOWN : UP;
        }
        return FRONT;
    }
}
