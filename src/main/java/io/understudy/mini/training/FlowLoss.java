package io.understudy.mini.training;

/** Mean squared error of the predicted velocity, {@code L = mean((v - target)^2)}. */
final class FlowLoss {
    private FlowLoss() {}

    /**
     * Returns L and writes {@code dL/dv * weight}.
     *
     * @param weight share of this picture in the batch
     */
    static double of(float[] velocity, float[] target, float weight, float[] gradVelocity) {
        double sum = 0;
        float factor = 2 * weight / target.length;
        for (int i = 0; i < target.length; i++) {
            float error = velocity[i] - target[i];
            sum += (double) error * error;
            gradVelocity[i] = factor * error;
        }
        return sum / target.length;
    }
}
