package io.understudy.datasets.intake;

import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.DecodedPicture;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decodes a file that arrived and stores it with what is shown of it. */
@Component
class PicturePreparation {
    private final BlobStore blobs;
    private final PictureDecoder decoder;

    PicturePreparation(BlobStore blobs, PictureDecoder decoder) {
        this.blobs = blobs;
        this.decoder = decoder;
    }

    sealed interface Outcome {
        /** @param notes what a person should know */
        record Accepted(NewPicture picture, List<String> notes) implements Outcome {}

        record Rejected(RejectedFile file) implements Outcome {}
    }

    /** Waits for a free thread of the decoder; closes the file. */
    Outcome prepare(UploadedPicture arrived) {
        try (arrived;
                DecodedPicture decoded = decoder.decode(arrived.file().path())) {
            NewPicture picture = store(arrived, decoded);
            // An export names its pictures itself.
            String sent = arrived.exported() == null ? arrived.name() : picture.fileName();
            return new Outcome.Accepted(
                    picture, RejectionReasons.notes(sent, picture.fileName(), decoded.format(), decoded.bits()));
        } catch (UnreadablePicture e) {
            return rejected(arrived, e.words());
        } catch (DomainException.Conflict noRoom) {
            return rejected(arrived, noRoom.words());
        }
    }

    private static Outcome rejected(UploadedPicture arrived, String reason) {
        return new Outcome.Rejected(new RejectedFile(arrived.name(), reason));
    }

    private NewPicture store(UploadedPicture arrived, DecodedPicture decoded) {
        String mediaType = decoded.format().mediaType();
        return new NewPicture(
                nameOf(arrived, decoded.format()),
                mediaType,
                blobs.store(arrived.file(), mediaType, Serving.INTERNAL).hash(),
                blobs.storeMade(decoded.display(), decoded.displayType(), Serving.INLINE)
                        .hash(),
                blobs.storeMade(decoded.thumbnail(), DecodedPicture.THUMBNAIL_TYPE, Serving.INLINE)
                        .hash(),
                decoded.width(),
                decoded.height(),
                arrived.file().size(),
                arrived.caption(),
                arrived.exported() != null,
                arrived.repeats());
    }

    /** Its name before the export, unless that promises another format; with the ending of what it is. */
    static String nameOf(UploadedPicture arrived, PictureFormat format) {
        ExportManifest.Line exported = arrived.exported();
        if (exported != null && PictureFormat.ofName(exported.fileName()).orElse(null) == format) {
            return PictureFileName.of(exported.fileName()).value();
        }
        return named(arrived.name(), format);
    }

    /** A name with the ending of what the file is. */
    static String named(String name, PictureFormat format) {
        boolean kept =
                PictureFormat.ofName(name).isEmpty() || format.extensions().contains(PictureFileName.extension(name));
        return kept
                ? name
                : PictureFileName.of(PictureFileName.stem(name) + "."
                                + format.extensions().getFirst())
                        .value();
    }
}
