package io.understudy.versions.checklist.evidence;

import io.understudy.datasets.images.decoding.DecodedPicture;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.identity.ReviewersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.InputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@ReviewersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class EvidencePictureService {
    /** In bytes. */
    public static final long LIMIT = 30_000_000;

    private final BlobStore blobs;
    private final PictureDecoder decoder;

    EvidencePictureService(BlobStore blobs, PictureDecoder decoder) {
        this.blobs = blobs;
        this.decoder = decoder;
    }

    /**
     * Decodes a picture wholly and stores what was re-encoded, so that it can be shown. Unless a tick refers to it, it
     * is swept after a day.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation naming the file and what is wrong with it
     */
    public BlobHash take(String fileName, InputStream in) {
        try (Spooled file = blobs.spool(in, LIMIT);
                DecodedPicture picture = decoder.decode(file.path())) {
            return blobs.store(picture.display(), picture.displayType(), Serving.INLINE)
                    .hash();
        } catch (UnreadablePicture unreadable) {
            throw new DomainException.RuleViolation(
                    fileName + " was not accepted: " + unreadable.words() + ".", unreadable);
        }
    }
}
