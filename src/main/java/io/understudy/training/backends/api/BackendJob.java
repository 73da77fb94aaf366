package io.understudy.training.backends.api;

import io.understudy.platform.core.ByteSource;
import io.understudy.training.TrainingSettings;
import java.awt.Rectangle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a backend needs to train.
 *
 * @param key the same for every attempt of one run: a backend that costs money uses it so that nothing is paid twice
 * @param name for logs and for the metadata of the file, such as {@code ava-lindqvist run 41}
 * @param pictures in the order of the snapshot
 * @param resumeFrom where an earlier attempt got to; null for a fresh start
 * @param memo what an earlier attempt asked to be {@linkplain RunReporter#remember remembered}; null when there is nothing
 * @param askedAgain a person asked for the job again after it had stopped; false when only its worker changed
 */
public record BackendJob(
        String key,
        String name,
        TrainingSettings parameters,
        List<JobPicture> pictures,
        @Nullable JobCheckpoint resumeFrom,
        @Nullable String memo,
        boolean askedAgain) {
    public BackendJob {
        pictures = List.copyOf(pictures);
    }

    public BackendJob(String key, String name, TrainingSettings parameters, List<JobPicture> pictures) {
        this(key, name, parameters, pictures, null, null, false);
    }

    /**
     * One picture to train on.
     *
     * @param caption starts with the trigger word
     * @param width in pixels, upright
     * @param height in pixels, upright
     * @param face box of the only face in pixels, for backends that cut; null when none or several were measured
     * @param repeats how often an epoch shows it, for backends that have repeats
     */
    public record JobPicture(
            String fileName,
            String caption,
            int width,
            int height,
            @Nullable Rectangle face,
            int repeats,
            ByteSource bytes) {
        public JobPicture(String fileName, String caption, int width, int height, ByteSource bytes) {
            this(fileName, caption, width, height, null, 1, bytes);
        }
    }

    public record JobCheckpoint(int step, ByteSource bytes) {}
}
