package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;
import org.jspecify.annotations.Nullable;

/** MoveNet: 17 points of a body, from which the shot type follows. */
record BodyPose(Network network) {
    private static final int SIDE = 192;
    private static final int POINTS = 17;
    private static final double LEAST_SCORE = 0.3;
    private static final int LEFT_SHOULDER = 5;
    private static final int RIGHT_SHOULDER = 6;
    private static final int LEFT_ELBOW = 7;
    private static final int RIGHT_ELBOW = 8;
    private static final int LEFT_HIP = 11;
    private static final int RIGHT_HIP = 12;
    private static final int LEFT_KNEE = 13;
    private static final int RIGHT_KNEE = 14;
    private static final int LEFT_ANKLE = 15;
    private static final int RIGHT_ANKLE = 16;
    /** Face lengths as shares of the picture's height. */
    private static final double CLOSE = 0.30;

    private static final double NEARLY_CLOSE = 0.22;
    private static final double KNEES_IN_VIEW = 0.20;
    /** A stretched upper or lower leg, by the length of the trunk. */
    private static final double STRETCHED = 0.55;
    /** Degrees to which a head may be turned for its body to count as facing the camera. */
    private static final double FACING = 25;
    /** Hips seen narrower than this, by the shoulders, are turned away or not where they seem. */
    private static final double NARROW = 0.3;
    /** Without a face, so many points make a body. */
    private static final int FEWEST_POINTS = 5;

    /** Points of a body in shares of the picture, with how sure each is. */
    record Body(double[] x, double[] y, double[] score) {
        boolean shows(int point) {
            return score[point] > LEAST_SCORE && x[point] > 0 && x[point] < 1 && y[point] > 0 && y[point] < 0.995;
        }

        /** @param faceLength forehead to chin as a share of the picture's height; negative without a face */
        @Nullable
        ShotType shot(double faceLength) {
            boolean ankles = shows(LEFT_ANKLE) || shows(RIGHT_ANKLE);
            boolean knees = shows(LEFT_KNEE) || shows(RIGHT_KNEE);
            boolean hips = shows(LEFT_HIP) && shows(RIGHT_HIP);
            if (faceLength < 0) {
                return withoutFace(ankles, knees);
            }
            if (faceLength >= CLOSE) {
                return ShotType.CLOSE_UP;
            }
            if (ankles && faceLength < NEARLY_CLOSE) {
                return ShotType.FULL_BODY;
            }
            if (knees && faceLength < KNEES_IN_VIEW) {
                return ShotType.THREE_QUARTER;
            }
            boolean elbows = shows(LEFT_ELBOW) || shows(RIGHT_ELBOW);
            return faceLength >= NEARLY_CLOSE && !hips && !elbows ? ShotType.CLOSE_UP : ShotType.UPPER_BODY;
        }

        /**
         * Proportions, where the picture shows them.
         *
         * @param face the largest one
         */
        @Nullable
        BodyShape shape(Face face) {
            Double lengths = faceLengths(face);
            Double shoulders = shouldersToHips(face);
            return lengths == null && shoulders == null ? null : new BodyShape(lengths, shoulders);
        }

        private @Nullable Double faceLengths(Face face) {
            double shoulder = middle(y, LEFT_SHOULDER, RIGHT_SHOULDER);
            double hip = middle(y, LEFT_HIP, RIGHT_HIP);
            double knee = middle(y, LEFT_KNEE, RIGHT_KNEE);
            double ankle = middle(y, LEFT_ANKLE, RIGHT_ANKLE);
            double trunk = hip - shoulder;
            // Sitting or bent, a leg is foreshortened; upright, each half of it is more than half as long as the trunk.
            boolean stands = trunk > 0 && knee - hip > STRETCHED * trunk && ankle - knee > STRETCHED * trunk;
            return stands && face.height() > 0 ? (ankle - face.box().y()) / face.height() : null;
        }

        private @Nullable Double shouldersToHips(Face face) {
            boolean all = shows(LEFT_SHOULDER) && shows(RIGHT_SHOULDER) && shows(LEFT_HIP) && shows(RIGHT_HIP);
            if (!all || Math.abs(face.yaw()) > FACING) {
                return null;
            }
            double shoulders = x[LEFT_SHOULDER] - x[RIGHT_SHOULDER];
            double hips = x[LEFT_HIP] - x[RIGHT_HIP];
            return shoulders > 0 && hips > NARROW * shoulders ? shoulders / hips : null;
        }

        /** Of both points, or the one that is seen; NaN when neither is. */
        private double middle(double[] along, int one, int other) {
            if (shows(one) && shows(other)) {
                return (along[one] + along[other]) / 2;
            }
            return shows(one) ? along[one] : shows(other) ? along[other] : Double.NaN;
        }

        private @Nullable ShotType withoutFace(boolean ankles, boolean knees) {
            int points = 0;
            for (int point = LEFT_SHOULDER; point < POINTS; point++) {
                points += shows(point) ? 1 : 0;
            }
            if (points < FEWEST_POINTS) {
                return null;
            }
            // From the front, a person's left shoulder is on the right of the picture.
            boolean turnedAway = shows(LEFT_SHOULDER) && shows(RIGHT_SHOULDER) && x[LEFT_SHOULDER] < x[RIGHT_SHOULDER];
            if (turnedAway) {
                return ShotType.FROM_BEHIND;
            }
            return ankles ? ShotType.FULL_BODY : knees ? ShotType.THREE_QUARTER : ShotType.UPPER_BODY;
        }
    }

    Body find(Pixels picture) {
        Affine place = Affine.letterbox(picture, SIDE);
        float[] found = network.runForOne(picture.cut(place, SIDE, SIDE).interleaved(0, 1), 1, SIDE, SIDE, 3);
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        double[] score = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double down = found[3 * i] * SIDE;
            double across = found[3 * i + 1] * SIDE;
            x[i] = place.x(across, down) / picture.width();
            y[i] = place.y(across, down) / picture.height();
            score[i] = found[3 * i + 2];
        }
        return new Body(x, y, score);
    }
}
