package io.understudy.doctor;

/**
 * What a run was asked to do.
 *
 * @param scale alpha / rank, which multiplies the update as a higher learning rate would
 * @param pictures that it was trained on
 */
public record TrainingFacts(
        int steps, double learningRate, double scale, int rank, int batchSize, int pictures, StepBand band) {
    double passes() {
        return pictures == 0 ? 0 : (double) steps * batchSize / pictures;
    }

    double effectiveRate() {
        return learningRate * scale;
    }
}
