package io.understudy.training.backends.cluster.jobs;

import io.understudy.storage.BlobHash;
import io.understudy.training.backends.cluster.JobFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** A file that a job has described; what is copied is that one, or nothing. */
record RemoteFile(String name, long size, String sha256) {
    @FunctionalInterface
    interface Use {
        void accept(Path copy) throws IOException, InterruptedException;
    }

    /** @return whether the copy has the size and the hash; else nothing was done with it */
    boolean copied(JobFolder folder, Use use) throws IOException, InterruptedException {
        if (folder.size(name).orElse(-1) != size) {
            return false;
        }
        Path copy = Files.createTempFile("understudy-job", name.substring(name.lastIndexOf('.')));
        try {
            folder.copyTo(name, copy);
            if (Files.size(copy) != size || !hash(copy).equals(sha256)) {
                return false;
            }
            use.accept(copy);
            return true;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = BlobHash.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return BlobHash.fromDigest(digest.digest()).hex();
    }
}
