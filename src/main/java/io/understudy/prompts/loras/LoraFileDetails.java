package io.understudy.prompts.loras;

import io.understudy.storage.BlobHash;
import java.time.Instant;

/**
 * A file of the LoRA library.
 *
 * @param size in bytes
 * @param removed whether it is no longer offered
 * @param rowVersion to be sent back with an edit
 */
public record LoraFileDetails(
        LoraFileId id,
        String fileName,
        BlobHash file,
        long size,
        LoraDescription facts,
        String addedBy,
        Instant addedAt,
        boolean removed,
        long rowVersion) {}
