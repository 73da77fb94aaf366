package io.understudy.datasets.consent;

import io.understudy.characters.ConsentFile;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One photo of a character's ledger.
 *
 * @param photo SHA-256 of the file that was uploaded; crops and turned copies of it share the entry
 * @param inSet false for one that only snapshots still hold
 * @param given what was vouched for; null when nobody did
 * @param withdrawal null unless it was withdrawn
 * @param rowVersion of the entry, −1 when there is none: a change sends it back
 */
public record LedgerLine(
        BlobHash photo,
        String fileName,
        BlobHash thumbnail,
        boolean inSet,
        @Nullable Given given,
        @Nullable Withdrawal withdrawal,
        long rowVersion) {
    public record Given(
            ConsentBasis basis,
            String source,
            String terms,
            String vouchedBy,
            Instant vouchedAt,
            @Nullable ConsentFile document) {}

    public record Withdrawal(String by, Instant at, String reason) {}

    public ConsentState state() {
        return withdrawal != null ? ConsentState.WITHDRAWN : given == null ? ConsentState.MISSING : ConsentState.GIVEN;
    }

    public PhotoRevision revision() {
        return new PhotoRevision(photo, fileName, rowVersion);
    }
}
