package io.understudy.api.datasets;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;

/**
 * A file that will arrive in parts.
 *
 * @param size bytes of the whole file
 * @param sha256 of the whole file, in hexadecimal digits
 */
record NewUpload(
        @NotNull @Size(min = 1, max = 255) String fileName,
        @NotNull Long size,
        @NotNull String sha256) {
    BlobHash file() {
        return BlobHash.parse(sha256.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "sha256", "A SHA-256 has 64 hexadecimal digits: send that of the whole file."));
    }
}
