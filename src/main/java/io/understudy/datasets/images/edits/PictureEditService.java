package io.understudy.datasets.images.edits;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureOrigin;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.images.decoding.DecodedPicture;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import io.understudy.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns and crops pictures. The result is a picture of its own, made without loss from the original file, which is
 * kept: a crop can always be taken back.
 */
@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class PictureEditService {
    private static final int STEM_LENGTH = 100;

    private final Pictures pictures;
    private final DerivedPictures derived;
    private final CharacterService characters;
    private final PictureDecoder decoder;
    private final BlobStore blobs;

    PictureEditService(
            Pictures pictures,
            DerivedPictures derived,
            CharacterService characters,
            PictureDecoder decoder,
            BlobStore blobs) {
        this.pictures = pictures;
        this.derived = derived;
        this.characters = characters;
        this.decoder = decoder;
        this.blobs = blobs;
    }

    /**
     * Makes a picture out of another one. Takes as long as decoding and encoding: never call it under the lock of a
     * session.
     *
     * @param instead whether the source is left out from now on, so that only the result is trained on
     * @return the new picture, which is next to its source in the dataset
     * @throws DomainException.RuleViolation when nothing would change, or the frame does not fit into the picture
     * @throws DomainException.Conflict when the source is gone, or the same crop is in the dataset already
     */
    public PictureSummary derive(PictureId id, PictureEdit edit, boolean instead) {
        Picture source = pictures.require(id);
        source.requirePresent();
        PictureSummary shown = source.summary(TriggerWord.NONE);
        if (edit.changesNothing(shown.width(), shown.height())) {
            throw new DomainException.RuleViolation(
                    "The frame covers the whole picture and nothing is turned. Change one of them first.");
        }
        if (!edit.fits(shown.width(), shown.height())) {
            throw new DomainException.RuleViolation("The frame must lie inside the picture and be at least "
                    + PictureEdit.LEAST_SIDE + " px wide and high.");
        }
        try (Spooled file = made(source, edit);
                DecodedPicture decoded = decoder.decode(file.path())) {
            PictureId made = derived.add(id, edit, store(source, file, decoded), instead);
            return pictures.require(made)
                    .summary(characters.get(source.character()).triggerWord());
        } catch (UnreadablePicture e) {
            throw new DomainException.Conflict(source.fileName() + " can no longer be read: " + e.words() + ".", e);
        }
    }

    /**
     * Takes a derived picture out of the dataset, and trains on its source again if that was left out for it.
     *
     * @throws DomainException.Conflict when the source is no longer in the dataset
     */
    public void backToSource(PictureId id) {
        derived.backToSource(id);
    }

    public Optional<PictureOrigin> origin(PictureId id) {
        return pictures.require(id)
                .origin()
                .map(origin -> new PictureOrigin(
                        origin.source(),
                        pictures.findById(origin.source().value())
                                .map(Picture::fileName)
                                .orElse("a picture that is not kept in the dataset"),
                        origin.edit(),
                        pictures.findById(origin.source().value())
                                .filter(source -> !source.isRemoved())
                                .isPresent()));
    }

    /** Bits of one colour channel of the original file. */
    public int bits(PictureId id) {
        Picture picture = pictures.require(id);
        if (PictureFormat.ofName(picture.fileName()).orElse(PictureFormat.JPEG) != PictureFormat.PNG) {
            return PictureFormat.USUAL_BITS;
        }
        try (InputStream in = blobs.open(picture.original())) {
            return PictureDecoder.bitsOfPng(in);
        } catch (IOException | StorageFailure unreadable) {
            // A note less; what is wrong with the file is said where it is used.
            return PictureFormat.USUAL_BITS;
        }
    }

    private Spooled made(Picture source, PictureEdit edit) throws UnreadablePicture {
        try (InputStream in = blobs.open(source.original());
                Spooled original = blobs.spool(in, IntakeLimits.PICTURE_BYTES)) {
            Path result = Files.createTempFile(original.path().toAbsolutePath().getParent(), "edited-", ".spool");
            try {
                decoder.edit(original.path(), edit, result);
                try (InputStream edited = Files.newInputStream(result)) {
                    return blobs.spool(edited, Long.MAX_VALUE);
                }
            } finally {
                Files.deleteIfExists(result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The picture could not be written", e);
        }
    }

    private NewPicture store(Picture source, Spooled file, DecodedPicture decoded) {
        String type = PictureFormat.PNG.mediaType();
        String stem = PictureFileName.stem(source.fileName());
        return new NewPicture(
                stem.substring(0, Math.min(STEM_LENGTH, stem.length())) + "-crop.png",
                type,
                blobs.storeMade(file, type, Serving.INTERNAL).hash(),
                blobs.storeMade(decoded.display(), decoded.displayType(), Serving.INLINE)
                        .hash(),
                blobs.storeMade(decoded.thumbnail(), DecodedPicture.THUMBNAIL_TYPE, Serving.INLINE)
                        .hash(),
                decoded.width(),
                decoded.height(),
                file.size(),
                source.caption(),
                false,
                null);
    }
}
