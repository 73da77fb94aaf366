package io.understudy.miniature;

/**
 * What one step reports.
 *
 * @param step         from 1
 * @param steps        length of the run
 * @param loss         mean squared error of the velocity on the character's own pictures; noisy from step to step, because
 *     every step draws other noise levels
 * @param priorLoss    the same on the prior pictures; NaN without prior preservation
 * @param learningRate in the guide's units
 * @param seconds      wall time of this step
 */
public record TrainingStep(int step, int steps, double loss, double priorLoss, double learningRate, double seconds) {}
