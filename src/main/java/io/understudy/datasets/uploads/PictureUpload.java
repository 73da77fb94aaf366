package io.understudy.datasets.uploads;

import io.understudy.characters.CharacterId;
import io.understudy.storage.BlobHash;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A picture, or a zip of pictures, that arrives in parts.
 *
 * @param size bytes of the whole file
 * @param file the hash that the whole file is to have
 * @param received bytes that are there, from the first one on
 */
public record PictureUpload(
        UploadId id,
        CharacterId character,
        UUID uploadedBy,
        String fileName,
        long size,
        BlobHash file,
        long received,
        Instant begunAt) {
    static final Duration KEPT = Duration.ofDays(1);

    public Instant expiresAt() {
        return begunAt.plus(KEPT);
    }

    public boolean isWhole() {
        return received == size;
    }

    boolean isOf(String name, long bytes, BlobHash hash) {
        return fileName.equals(name) && size == bytes && file.equals(hash);
    }
}
