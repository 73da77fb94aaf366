package io.understudy.mini.training;

/** The loss is no longer a number; the run cannot continue; an earlier checkpoint can. */
public class TrainingDivergedException extends RuntimeException {
    TrainingDivergedException(int step, double learningRate) {
        super(
                ("The loss is no longer a number at step %d. The learning rate %s is probably too high: go back to an earlier"
                                + " checkpoint or start again with a lower one.")
                        .formatted(step, learningRate));
    }
}
