package io.understudy.versions.checklist.evidence;

import io.understudy.identity.MembersOnly;
import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import io.understudy.storage.StoredBlob;
import io.understudy.versions.VersionId;
import java.io.InputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class EvidenceFileService {
    /** In bytes. */
    public static final long LIMIT = 50_000_000;

    static final int NAME_LENGTH = 200;

    private final BlobStore blobs;
    private final EvidenceFileQueries files;

    EvidenceFileService(BlobStore blobs, EvidenceFileQueries files) {
        this.blobs = blobs;
        this.files = files;
    }

    public record File(String name, StoredBlob blob) {}

    /**
     * Streams a file into the store. Unless a tick refers to it, it is swept after a day.
     *
     * @param in is read to its end, not closed
     * @return the evidence that a tick can name
     * @throws DomainException.RuleViolation when it is too large or empty
     */
    @ReviewersOnly
    public Evidence take(String fileName, InputStream in) {
        String name = nameOf(fileName);
        try (Spooled file = blobs.spool(in, LIMIT)) {
            if (file.size() == 0) {
                throw new DomainException.RuleViolation(name + " was not accepted: it is empty.");
            }
            return Evidence.file(
                    blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY)
                            .hash(),
                    name);
        }
    }

    /**
     * A file behind any tick of a version, also one that was taken back.
     *
     * @throws DomainException.NotFound when no tick of it names this file
     */
    @MembersOnly
    public File find(VersionId version, BlobHash hash) {
        String name = files.name(version, hash)
                .orElseThrow(() -> new DomainException.NotFound("No tick of this version names this file."));
        return new File(name, blobs.describe(hash));
    }

    /** The last part of a path, without control characters. */
    public static String nameOf(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (name.isEmpty()) {
            return "file";
        }
        return name.length() <= NAME_LENGTH ? name : name.substring(name.length() - NAME_LENGTH);
    }
}
