package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.JobFolder;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a job says at its end.
 *
 * @param file empty where the trainer wrote no LoRA
 * @param progress the size of the file of progress by then: a network file system may show it shorter for a while
 * @param signal that the job was stopped with: {@code USR1} shortly before its time limit; empty for none
 */
record JobResult(String file, long size, String sha256, String signal, long progress) {
    static final String FILE = "result.json";

    private static final int MOST = 1 << 16;

    /** @param job the name of the job that must have written it; empty for any */
    static Optional<JobResult> read(JobFolder folder, String job) {
        try {
            JsonNode result = JsonMapper.shared().readTree(folder.read(FILE, 0, MOST));
            if (!result.isObject()
                    || (!job.isEmpty() && !job.equals(result.path("job").asString("")))) {
                return Optional.empty();
            }
            return Optional.of(new JobResult(
                    result.path("file").asString(""),
                    result.path("size").asLong(-1),
                    result.path("sha256").asString(""),
                    result.path("signal").asString(""),
                    result.path("progress").asLong(0)));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }
}
