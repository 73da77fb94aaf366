package io.understudy.datasets.uploads;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.DomainException.Conflict;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.platform.text.Formats;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a large file in parts, so that a lost connection costs one of them: what has arrived is in the database and in
 * the object store. The whole file goes through {@link PictureIntake}. A person sees their own uploads only.
 */
@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class PictureUploadService {
    /** Of one person. */
    public static final int MOST_OPEN = 4;

    /** Of one part, which is in memory when the file is put together. */
    public static final int PART_BYTES = 16_000_000;

    /** Of one upload: each is an object of the store. */
    static final int MOST_PARTS = 1_000;

    private final PictureUploadRepository uploads;
    private final UploadPartStore parts;
    private final PictureUploadSweep sweep;
    private final PictureIntake intake;
    private final BlobStore blobs;
    private final TransactionOperations transaction;
    private final CurrentActor actor;
    private final Clock clock;

    PictureUploadService(
            PictureUploadRepository uploads,
            UploadPartStore parts,
            PictureUploadSweep sweep,
            PictureIntake intake,
            BlobStore blobs,
            TransactionOperations transaction,
            CurrentActor actor,
            Clock clock) {
        this.uploads = uploads;
        this.parts = parts;
        this.sweep = sweep;
        this.intake = intake;
        this.blobs = blobs;
        this.transaction = transaction;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Begins an upload, or continues the one of the same file that the person has open.
     *
     * @param fileName any text
     * @param file the hash that all its bytes have
     * @throws RuleViolation in the field that breaks a rule
     * @throws Conflict when the person has too many uploads open
     */
    public PictureUpload begin(CharacterId character, String fileName, long size, BlobHash file) {
        String name = PictureFileName.of(fileName).value();
        requireSendable(name, size);
        return of(character).stream()
                .filter(upload -> upload.isOf(name, size, file))
                .findFirst()
                .orElseGet(() -> add(new PictureUpload(
                        new UploadId(UUID.randomUUID()),
                        character,
                        actor.get().id(),
                        name,
                        size,
                        file,
                        0,
                        clock.instant())));
    }

    private static void requireSendable(String name, long size) {
        boolean zip = PictureFileName.extension(name).equals("zip");
        if (!zip && PictureFormat.ofName(name).isEmpty()) {
            throw RuleViolation.in(
                    "fileName",
                    name + ": "
                            + (UnreadPhoto.isNamed(name)
                                    ? UnreadPhoto.REFUSAL
                                    : "send a file that ends in .jpg, .jpeg, .png, .webp or .zip")
                            + ".");
        }
        long most = zip ? IntakeLimits.ZIP_BYTES : IntakeLimits.PICTURE_BYTES;
        if (size < 1 || size > most) {
            throw RuleViolation.in(
                    "size",
                    name + ": a " + (zip ? "zip of pictures" : "picture") + " has 1 byte to " + Formats.bytes(most)
                            + ".");
        }
    }

    private PictureUpload add(PictureUpload upload) {
        uploads.end(oldest());
        if (IntStream.range(0, MOST_OPEN).noneMatch(place -> uploads.add(upload, place))) {
            throw new Conflict("You have " + MOST_OPEN
                    + " uploads open already. Complete or delete one of them; they end a day after they began.");
        }
        return upload;
    }

    /** Those of the person who asks, the first to begin first. */
    public List<PictureUpload> of(CharacterId character) {
        return uploads.of(character, actor.get().id(), oldest());
    }

    /** @throws DomainException.NotFound when it is over, too, or that of another person */
    public PictureUpload get(UploadId id) {
        return uploads.find(id, actor.get().id(), oldest())
                .orElseThrow(() -> new DomainException.NotFound(
                        "You have no such upload open: it was completed or deleted, or began more than a day ago."));
    }

    private Instant oldest() {
        return clock.instant().minus(PictureUpload.KEPT);
    }

    /**
     * Takes the next part. One that breaks off is not taken.
     *
     * @param from how many bytes come before it
     * @param in is read to its end, not closed
     * @throws Conflict when other bytes are expected next, or the parts are too many
     * @throws RuleViolation when it is larger than a part may be, or than the rest of the file
     */
    public PictureUpload receive(UploadId id, long from, InputStream in) {
        PictureUpload upload = get(id);
        if (from != upload.received()) {
            throw new Conflict("Of this file, " + upload.received() + " bytes are here: send those that follow.");
        }
        if (uploads.parts(id).size() >= MOST_PARTS) {
            throw new Conflict("This file came in " + MOST_PARTS + " parts and is not whole. Delete the upload, and"
                    + " send larger parts.");
        }
        try (Spooled arrived = blobs.spool(in, Math.min(PART_BYTES, upload.size() - from))) {
            if (arrived.size() > 0) {
                keep(upload, arrived);
            }
        } catch (RuleViolation tooLarge) {
            throw new RuleViolation(
                    "A part has at most %s, and not more than is missing: %d bytes."
                            .formatted(Formats.bytes(PART_BYTES), upload.size() - from),
                    tooLarge);
        }
        return get(id);
    }

    private void keep(PictureUpload upload, Spooled arrived) {
        UploadPart part = new UploadPart(upload.received(), arrived.size(), parts.put(upload.id(), arrived));
        boolean next = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean mine = uploads.receive(upload.id(), part);
            if (mine) {
                uploads.add(upload.id(), part);
            }
            return mine;
        }));
        if (!next) {
            parts.remove(part.objectKey());
            throw new Conflict("Another request sent this part first. Read the upload, and send what follows.");
        }
    }

    /**
     * Adds the whole file to the dataset, and ends the upload.
     *
     * @return as {@link PictureIntake#take} does
     * @throws DomainException.NotFound when it is over, too
     * @throws Conflict when bytes are missing; also, and then the upload is over, when they are not those that were
     *     announced
     */
    public IntakeReport complete(UploadId id) {
        PictureUpload upload = get(id);
        if (!upload.isWhole()) {
            throw new Conflict("Of this file, " + upload.received() + " of " + upload.size()
                    + " bytes are here: send those that follow, then complete it.");
        }
        try (Spooled file = blobs.spool(parts.open(uploads.parts(id)), upload.size())) {
            if (!file.hash().equals(upload.file())) {
                // Another request may have ended it while its parts were read.
                get(id);
                sweep.remove(id);
                throw new Conflict("The bytes that arrived are not those that were announced: their SHA-256 is "
                        + file.hash() + ". Begin another upload.");
            }
            try (InputStream in = Files.newInputStream(file.path())) {
                IntakeReport report =
                        intake.take(upload.character(), upload.fileName(), in, PictureIntake.Progress.NOBODY);
                sweep.remove(id);
                return report;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The upload " + id.value() + " cannot be read", e);
        }
    }

    public void delete(UploadId id) {
        sweep.remove(get(id).id());
    }
}
