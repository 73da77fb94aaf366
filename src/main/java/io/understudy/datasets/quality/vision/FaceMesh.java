package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;

/** MediaPipe's face mesh: 468 points in space, and whether there is a face at all. */
record FaceMesh(Network network) {
    private static final int SIDE = 192;
    private static final int POINTS = 468;
    private static final double MARGIN = 1.5;
    private static final int FOREHEAD = 10;
    private static final int CHIN = 152;
    private static final int LEFT_EDGE = 234;
    private static final int RIGHT_EDGE = 454;
    /** From the forehead down, a level face leans back by this much. */
    private static final double LEVEL = 9;

    /**
     * A face as the mesh sees it, in pixels of the picture. Angles in degrees as in {@link Face}.
     *
     * @param points x, y and depth of each point
     * @param presence 0 to 1
     */
    record Fitted(double[][] points, double presence, double yaw, double pitch, double roll) {
        double left() {
            return edge(0, -1);
        }

        double top() {
            return edge(1, -1);
        }

        double right() {
            return edge(0, 1);
        }

        double bottom() {
            return edge(1, 1);
        }

        /** Forehead to chin. */
        double length() {
            return Math.hypot(points[FOREHEAD][0] - points[CHIN][0], points[FOREHEAD][1] - points[CHIN][1]);
        }

        private double edge(int axis, int sign) {
            double most = Double.NEGATIVE_INFINITY;
            for (double[] point : points) {
                most = Math.max(most, sign * point[axis]);
            }
            return sign * most;
        }
    }

    /** @param roll how far the face leans, in radians, as far as it is known */
    Fitted fit(Pixels picture, double left, double top, double right, double bottom, double roll) {
        double size = MARGIN * Math.max(right - left, bottom - top);
        Affine place = Affine.square((left + right) / 2, (top + bottom) / 2, size, roll, SIDE);
        float[] input = picture.cut(place, SIDE, SIDE).interleaved(0, 1 / 255f);
        float[] mesh = new float[3 * POINTS];
        double presence = 0;
        for (float[] output : network.run(input, 1, SIDE, SIDE, 3).values()) {
            if (output.length == mesh.length) {
                mesh = output;
            } else if (output.length == 1) {
                presence = output[0];
            }
        }
        double[][] points = new double[POINTS][];
        for (int i = 0; i < POINTS; i++) {
            points[i] = new double[] {
                place.x(mesh[3 * i], mesh[3 * i + 1]),
                place.y(mesh[3 * i], mesh[3 * i + 1]),
                mesh[3 * i + 2] * place.scale()
            };
        }
        double[] across = between(mesh, LEFT_EDGE, RIGHT_EDGE);
        double[] down = between(mesh, FOREHEAD, CHIN);
        return new Fitted(
                points,
                presence,
                Math.toDegrees(Math.atan2(across[2], across[0])),
                LEVEL - Math.toDegrees(Math.atan2(down[2], down[1])),
                Math.toDegrees(roll + Math.atan2(across[1], across[0])));
    }

    private static double[] between(float[] mesh, int from, int to) {
        return new double[] {
            mesh[3 * to] - mesh[3 * from], mesh[3 * to + 1] - mesh[3 * from + 1], mesh[3 * to + 2] - mesh[3 * from + 2]
        };
    }
}
