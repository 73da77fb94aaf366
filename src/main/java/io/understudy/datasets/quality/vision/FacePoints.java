package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;

/** 68 points of a face, seen by another network than the mesh: both together align better than either. */
record FacePoints(Network network) {
    static final float[] MEANS = {122.782f, 117.001f, 104.298f};

    private static final int SIDE = 112;
    private static final int POINTS = 68;

    /** x and y of each point in pixels of the picture. */
    double[][] find(Pixels picture, FaceDetector.Found face) {
        double size = Math.max(face.width(), face.height());
        Affine place = Affine.square(face.centreX(), face.centreY(), size, 0, SIDE);
        float[] found = network.runForOne(picture.cut(place, SIDE, SIDE).planes(MEANS), 1, 3, SIDE, SIDE);
        double[][] points = new double[POINTS][];
        for (int i = 0; i < POINTS; i++) {
            points[i] = new double[] {
                place.x(found[2 * i] * SIDE, found[2 * i + 1] * SIDE),
                place.y(found[2 * i] * SIDE, found[2 * i + 1] * SIDE)
            };
        }
        return points;
    }
}
