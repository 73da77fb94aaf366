package io.understudy.mini.training;

/**
 * What one step reports.
 *
 * @param step         from 1
 * @param steps        length of the run
 * @param loss         mean squared error of the velocity on the character's own pictures; noisy from step to step, because
 *     every step draws other noise levels
 * @param priorLoss    how far the velocity moved from the base's where it should stay (mean squared difference on prior pictures
 *     and on untriggered captions); NaN without prior preservation
 * @param learningRate in the guide's units
 * @param seconds      wall time of this step
 */
public record TrainingStep(int step, int steps, double loss, double priorLoss, double learningRate, double seconds) {}
