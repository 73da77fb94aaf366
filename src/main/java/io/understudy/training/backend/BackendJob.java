package io.understudy.training.backend;

import java.io.IOException;
import java.io.InputStream;
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
        JobParameters parameters,
        List<JobPicture> pictures,
        @Nullable JobCheckpoint resumeFrom,
        @Nullable String memo,
        boolean askedAgain) {
    public BackendJob {
        pictures = List.copyOf(pictures);
    }

    /** A job that begins here and now. */
    public BackendJob(String key, String name, JobParameters parameters, List<JobPicture> pictures) {
        this(key, name, parameters, pictures, null, null, false);
    }

    /** Bytes that are opened when they are needed; whoever opens the stream closes it. */
    @FunctionalInterface
    public interface ByteSource {
        InputStream open() throws IOException;
    }

    /** One picture to train on; the caption starts with the trigger word. */
    public record JobPicture(String fileName, String caption, int width, int height, ByteSource bytes) {}

    /** The state of the training after a step, in the backend's own form. */
    public record JobCheckpoint(int step, ByteSource bytes) {}
}
