package io.understudy.characters;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional
public class ConsentService {
    /** Maximum size of a consent file, in bytes. */
    public static final long LIMIT = 20_000_000;

    private static final int NAME_LENGTH = 200;

    private final CharacterService characters;
    private final BlobStore blobs;
    private final AuditEvents auditEvents;

    ConsentService(CharacterService characters, BlobStore blobs, AuditEvents auditEvents) {
        this.characters = characters;
        this.blobs = blobs;
        this.auditEvents = auditEvents;
    }

    /**
     * Stores a consent file; it counts once {@link CharacterService#declareLikeness} names it.
     *
     * @param in is read to its end, not closed
     * @param fileName as the browser sent it
     * @throws DomainException.RuleViolation in {@code file} when it is too large or neither PDF, JPEG nor PNG by its content
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public ConsentFile receive(InputStream in, String fileName) {
        String name = plainName(fileName);
        try (Spooled file = blobs.spool(in, LIMIT)) {
            String mediaType = ConsentFileType.of(file.path())
                    .orElseThrow(() -> DomainException.RuleViolation.in(
                            "file",
                            "“" + name
                                    + "” is neither a PDF nor a JPEG or PNG picture by its content. Scan or photograph"
                                    + " the signed consent, or save it as PDF."))
                    .mediaType();
            blobs.store(file, mediaType, Serving.DOWNLOAD_ONLY);
            return new ConsentFile(file.hash(), name, mediaType, file.size());
        }
    }

    /**
     * A consent file that the signed-in account has received and that is still in the store, for a form that a browser
     * kept: what it names is not believed.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<ConsentFile> uploaded(BlobHash hash, String fileName) {
        return blobs.findOwn(hash)
                .filter(stored -> ConsentFileType.accepts(stored.mediaType()))
                .map(stored -> new ConsentFile(hash, plainName(fileName), stored.mediaType(), stored.size()));
    }

    /**
     * Notes in the audit trail that the signed-in person downloads the file, and returns it.
     *
     * @throws DomainException.NotFound when the character has no consent file
     */
    public ConsentFile takeOut(String slug) {
        CharacterDetails details = characters.details(slug);
        CharacterDetails.Likeness likeness = details.likeness();
        ConsentFile file = likeness == null ? null : likeness.file();
        if (file == null) {
            throw new DomainException.NotFound(
                    "No consent file is kept for " + details.summary().name() + ".");
        }
        auditEvents.publish(
                "character.consent-downloaded",
                new AuditEvent.Subject("character", slug, details.summary().name()),
                Map.of(
                        "consent file",
                        file.name(),
                        "consent SHA-256",
                        file.blob().hex()));
        return file;
    }

    /** The file's bytes; close the stream. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public InputStream open(ConsentFile file) {
        return blobs.open(file.blob());
    }

    /** Without folders and control characters, cut to a length that every file system takes. */
    private static String plainName(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
        return plain.isEmpty() ? "consent" : plain.substring(0, Math.min(plain.length(), NAME_LENGTH));
    }
}
