package io.understudy.mini.training;

/**
 * AdamW on one array of parameters:
 * {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
 * {@code p -= rate (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + 1e-8) + decay p)}.
 */
final class AdamW {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.99f;
    private static final float EPSILON = 1e-8f;
    private static final float WEIGHT_DECAY = 0.01f;

    final float[] parameters;
    final float[] firstMoment;
    final float[] secondMoment;

    AdamW(float[] parameters) {
        this.parameters = parameters;
        this.firstMoment = new float[parameters.length];
        this.secondMoment = new float[parameters.length];
    }

    /**
     * Takes one step.
     *
     * @param step from 1, for the correction of the moments' start at zero
     */
    void step(float[] gradient, float rate, int step) {
        float correction1 = (float) (1 / (1 - StrictMath.pow(BETA_1, step)));
        float correction2 = (float) (1 / (1 - StrictMath.pow(BETA_2, step)));
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            float m = BETA_1 * firstMoment[i] + (1 - BETA_1) * g;
            float v = BETA_2 * secondMoment[i] + (1 - BETA_2) * g * g;
            firstMoment[i] = m;
            secondMoment[i] = v;
            float direction = m * correction1 / ((float) Math.sqrt(v * correction2) + EPSILON);
            parameters[i] -= rate * (direction + WEIGHT_DECAY * parameters[i]);
        }
    }
}
