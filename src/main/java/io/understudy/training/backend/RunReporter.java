package io.understudy.training.backend;

import java.nio.file.Path;

/**
 * Where a job tells what it does. The calls come one after another, from any thread. Each may throw {@link
 * JobUnwanted}: then the job stops and says nothing more.
 */
public interface RunReporter {
    /** What is being done before the first step, in words: "Encoding 24 pictures". */
    void preparing(String words);

    /** One optimiser step is done. */
    void point(MetricReading reading);

    /**
     * A sample is drawn.
     *
     * @param index position in {@link JobParameters#samples()}
     * @param png an encoded PNG picture
     */
    void sample(int step, int index, byte[] png);

    /** The training can go on from here, byte for byte in the backend's own form. */
    void checkpoint(int step, byte[] state);

    void log(String line);

    /** The last step is done, the result is being fetched or written. */
    void collecting(String words);

    /** The result lies in this file, a {@code .safetensors}; the backend removes the file after the call returned. */
    void finished(Path lora);

    void failed(BackendProblem problem);

    /** The job stopped because it was asked to. */
    void cancelled();
}
