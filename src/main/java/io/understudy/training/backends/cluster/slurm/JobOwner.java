package io.understudy.training.backends.cluster.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Which jobs are this server's: others may give theirs the same names. Where it cannot be known, all are. */
final class JobOwner {
    private static final long ROOT = 0;

    private JobOwner() {}

    /** @param name as a token has it; empty where it is not known */
    static Predicate<JsonNode> named(String name) {
        return job -> {
            String owner = job.path("user_name").asString("");
            return name.isEmpty() || owner.isEmpty() || owner.equals(name);
        };
    }

    /**
     * For a socket. The account's name is of no use there: this machine and the cluster may have different ones for it,
     * or none. What root asks is done in the account that slurmrestd runs in.
     */
    static Predicate<JsonNode> numbered(long uid) {
        return job -> {
            Long owner = SlurmAnswers.number(job.path("user_id"));
            return uid == ROOT || owner == null || owner == uid;
        };
    }

    /** The number of the account that this server runs in; root's where the system has none. */
    static long uid() {
        try {
            return Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
            return ROOT;
        }
    }
}
