package io.understudy.mini.training;

import java.awt.image.BufferedImage;
import java.util.List;

/** Receives a run's progress on the thread that drives the run. */
public interface TrainingListener {
    default void onStep(TrainingStep step) {}

    /**
     * At the sample interval, before the first step and after the last.
     *
     * @param step     steps done so far
     * @param pictures one for each sample prompt, in order
     */
    default void onSamples(int step, List<BufferedImage> pictures) {}

    default void onCheckpoint(Checkpoint checkpoint) {}
}
