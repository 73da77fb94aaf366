package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class BodyPoseTest {
    private static final int POINTS = 17;
    private static final int SHOULDERS = 5;
    private static final int ELBOWS = 7;
    private static final int HIPS = 11;
    private static final int KNEES = 13;
    private static final int ANKLES = 15;

    private final double[] x = new double[POINTS];
    private final double[] y = new double[POINTS];
    private final double[] score = new double[POINTS];

    /** Both points of a pair, the person's left one on the right of the picture. */
    private BodyPoseTest has(int pair, double down, double width) {
        x[pair] = 0.5 + width / 2;
        x[pair + 1] = 0.5 - width / 2;
        y[pair] = down;
        y[pair + 1] = down;
        score[pair] = 0.9;
        score[pair + 1] = 0.9;
        return this;
    }

    private BodyPose.Body body() {
        return new BodyPose.Body(x, y, score);
    }

    private static Face face(double top, double length, double yaw) {
        return new Face(new FaceBox(0.45, top, 0.1, length), 1, yaw, 0, 0, length);
    }

    @Test
    void aFaceThatFillsAThirdOfTheHeightIsACloseUp() {
        assertThat(has(SHOULDERS, 0.8, 0.6).body().shot(0.4)).isEqualTo(ShotType.CLOSE_UP);
    }

    @Test
    void downToTheHipsIsUpperBodyDownToTheKneesIsSaidSoAndToTheFeetIsFullBody() {
        has(SHOULDERS, 0.35, 0.4).has(ELBOWS, 0.6, 0.5).has(HIPS, 0.85, 0.25);
        assertThat(body().shot(0.2)).isEqualTo(ShotType.UPPER_BODY);

        has(KNEES, 0.9, 0.2);
        assertThat(body().shot(0.15)).isEqualTo(ShotType.THREE_QUARTER);

        has(ANKLES, 0.95, 0.2);
        assertThat(body().shot(0.1)).isEqualTo(ShotType.FULL_BODY);
    }

    @Test
    void withoutAFaceTheOrderOfTheShouldersTellsWhetherSomebodyTurnedAway() {
        has(SHOULDERS, 0.3, -0.3).has(HIPS, 0.6, -0.2).has(ELBOWS, 0.45, -0.4);
        assertThat(body().shot(-1)).isEqualTo(ShotType.FROM_BEHIND);

        has(SHOULDERS, 0.3, 0.3);
        assertThat(body().shot(-1)).isEqualTo(ShotType.UPPER_BODY);
    }

    @Test
    void twoPointsAreNobody() {
        assertThat(has(KNEES, 0.5, 0.2).body().shot(-1)).isNull();
    }

    @Test
    void somebodyWhoStandsIsMeasuredInFaceLengths() {
        has(SHOULDERS, 0.22, 0.2).has(HIPS, 0.5, 0.12).has(KNEES, 0.7, 0.1).has(ANKLES, 0.9, 0.1);

        BodyShape shape = Objects.requireNonNull(body().shape(face(0.05, 0.1, 0)));

        assertThat(shape.faceLengths()).isCloseTo(8.5, within(1e-9));
        assertThat(shape.shouldersToHips()).isCloseTo(0.2 / 0.12, within(1e-9));
    }

    @Test
    void sittingOrTurnedAsideProportionsAreNotMeasured() {
        has(SHOULDERS, 0.22, 0.2).has(HIPS, 0.5, 0.12).has(KNEES, 0.55, 0.1).has(ANKLES, 0.8, 0.1);

        assertThat(Objects.requireNonNull(body().shape(face(0.05, 0.1, 0))).faceLengths())
                .as("seated")
                .isNull();
        assertThat(body().shape(face(0.05, 0.1, 40))).as("seated and turned").isNull();
    }
}
