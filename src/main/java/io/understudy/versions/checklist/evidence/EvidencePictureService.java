package io.understudy.versions.checklist.evidence;

import io.understudy.datasets.images.decoding.PictureUploads;
import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.io.InputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@ReviewersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class EvidencePictureService {
    /** In bytes. */
    public static final long LIMIT = PictureUploads.LIMIT;

    private final PictureUploads uploads;

    EvidencePictureService(PictureUploads uploads) {
        this.uploads = uploads;
    }

    /**
     * Decodes a picture wholly and stores what was re-encoded, so that it can be shown. Its mark of how it came to be
     * is kept, and none is added, since a screenshot is evidence, too. Unless a tick refers to it, it is swept after a
     * day.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation naming the file and what is wrong with it
     */
    public BlobHash take(String fileName, InputStream in) {
        return uploads.store(fileName, in);
    }
}
