package io.understudy.datasets.quality.vision;

/**
 * A face of a picture. Left and right are those of the picture as one looks at it.
 *
 * @param box from the forehead's hairline to the chin
 * @param presence how sure the network is that this is a face, 0 to 1
 * @param yaw degrees to which the head is turned: 0 faces the camera, positive looks to the right of the picture
 * @param pitch degrees to which it is raised: 0 is level, positive looks up
 * @param roll degrees to which it leans, clockwise positive
 * @param height length from forehead to chin as a share of the picture's height
 */
public record Face(FaceBox box, double presence, double yaw, double pitch, double roll, double height) {
    /** Beyond this a face shows one side only, and says little about who it is. */
    static final double PROFILE = 45;

    public FaceAngle angle() {
        return FaceAngle.of(yaw, pitch);
    }

    public boolean showsIdentity() {
        return Math.abs(yaw) <= PROFILE;
    }
}
