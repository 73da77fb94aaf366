package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.uploads.PictureUpload;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that arrives in parts.
 *
 * @param offset how many of its bytes are here: the next part begins there
 * @param expiresAt when it is forgotten unless it is complete
 */
@Schema(name = "OpenUpload")
record OpenUploadResource(
        UUID id, UUID character, String fileName, long size, String sha256, long offset, Instant expiresAt) {
    static OpenUploadResource of(PictureUpload upload) {
        return new OpenUploadResource(
                upload.id().value(),
                upload.character().value(),
                upload.fileName(),
                upload.size(),
                upload.file().hex(),
                upload.received(),
                upload.expiresAt());
    }
}
