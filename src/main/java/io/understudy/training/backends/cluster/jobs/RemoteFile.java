package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.core.Sha256;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.cluster.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a job has described; what is copied is that one, or nothing. */
record RemoteFile(String name, long size, String sha256) {
    /** Bytes. A LoRA of FLUX has far less; what an engine says of a file is not trusted with this server's disk. */
    private static final long LARGEST = 4L << 30;

    @FunctionalInterface
    interface Use {
        void accept(Path copy) throws IOException, InterruptedException;
    }

    /** @throws JobFailure for a size that no LoRA has */
    static long fitting(long size) {
        if (size > LARGEST) {
            throw new JobFailure(
                    "A file of the job has %d GiB, more than any LoRA.".formatted(size >> 30),
                    "Have the engine checked before using it again.",
                    null);
        }
        return size;
    }

    /** @return whether the copy has the size and the hash; else nothing was done with it */
    boolean copied(JobFolder folder, SpoolDirectory spool, Use use) throws IOException, InterruptedException {
        if (folder.size(name).orElse(-1) != fitting(size)) {
            return false;
        }
        Path copy = spool.temporary();
        try {
            folder.copyTo(name, copy);
            if (Files.size(copy) != size || !Sha256.ofFile(copy).equals(sha256)) {
                return false;
            }
            use.accept(copy);
            return true;
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
