package io.understudy.training.backends.cluster.trainers;

import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.ExtraOutput;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What one trainer needs for a job. */
public interface TrainerRecipe {
    /** Folder with {@code 001.jpg}, {@code 001.txt} and so on, or with folders of them. */
    String DATASET = "dataset";

    String OUTPUT = "output";

    /** The program that starts the trainer, by Bash in the job's folder. */
    String START = "train.sh";

    int MOST_STEPS_TO_REPEAT = 250;

    /** Whether the run keeps checkpoints besides its LoRA. */
    static boolean keepsCheckpoints(TrainingSettings asked) {
        return asked.saveEvery() > 0 && asked.saveEvery() < asked.steps();
    }

    /** In steps. A run that keeps no checkpoints is saved as well: an interrupted job continues from what was saved. */
    static int saveEvery(TrainingSettings asked) {
        return keepsCheckpoints(asked) ? asked.saveEvery() : Math.clamp(asked.steps() / 10, 1, MOST_STEPS_TO_REPEAT);
    }

    /**
     * What a job's folder holds besides the pictures.
     *
     * @param texts by the names of the files; {@link #START} is one of them
     * @param watched what {@code watch.py} looks at, besides the job's name and its interval
     */
    record Files(Map<String, String> texts, Map<String, Object> watched) {}

    BackendCapabilities capabilities();

    Duration estimate(TrainingSettings settings, int pictures);

    /** What the trainer makes on request, with these settings. */
    default Set<ExtraOutput> extras(TrainingSettings settings) {
        return Set.of();
    }

    /** The folder of a picture in that of the job. */
    default String folder(BackendJob job, JobPicture picture) {
        return DATASET;
    }

    /** @param folder of the job, absolute, on the engine */
    Files files(BackendJob job, String folder);

    /** Where the trainer looks for a checkpoint of this step when it starts. */
    String checkpoint(int step);

    /** The Python 3 that has the trainer's libraries. */
    String python();
}
