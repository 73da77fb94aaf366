package io.understudy.characters;

import io.understudy.people.MembersOnly;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.InputStream;
import java.util.Map;
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
    private final Acts acts;

    ConsentService(CharacterService characters, BlobStore blobs, Acts acts) {
        this.characters = characters;
        this.blobs = blobs;
        this.acts = acts;
    }

    /**
     * Stores a consent file; it counts once {@link CharacterService#declareLikeness} names it.
     *
     * @param in is read to its end, not closed
     * @param fileName as the browser sent it
     * @throws Refusal.RuleBroken in {@code file} when it is too large or neither PDF, JPEG nor PNG by its content
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public ConsentFile receive(InputStream in, String fileName) {
        String name = plainName(fileName);
        try (Spooled file = blobs.spool(in, LIMIT)) {
            String mediaType = ConsentType.of(file.path())
                    .orElseThrow(() -> Refusal.RuleBroken.in(
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
     * Notes in the audit trail that the signed-in person downloads the file, and returns it.
     *
     * @throws Refusal.NotFound when the character has no consent file
     */
    public ConsentFile takeOut(String slug) {
        CharacterDetails details = characters.details(slug);
        CharacterDetails.Likeness likeness = details.likeness();
        ConsentFile file = likeness == null ? null : likeness.file();
        if (file == null) {
            throw new Refusal.NotFound(
                    "No consent file is kept for " + details.summary().name() + ".");
        }
        acts.publish(
                "character.consent-downloaded",
                new Act.Subject("character", slug, details.summary().name()),
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
