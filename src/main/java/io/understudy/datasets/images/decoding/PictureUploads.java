package io.understudy.datasets.images.decoding;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Takes single pictures that are shown elsewhere than in a dataset. */
@Component
public class PictureUploads {
    /** In bytes. */
    public static final long LIMIT = 30_000_000;

    private static final String SOURCE_TYPE = "http://cv\\.iptc\\.org/newscodes/digitalsourcetype/[A-Za-z]{1,60}";
    private static final int LONGEST_TOOL = 200;

    private final BlobStore blobs;
    private final PictureDecoder decoder;

    PictureUploads(BlobStore blobs, PictureDecoder decoder) {
        this.blobs = blobs;
        this.decoder = decoder;
    }

    /**
     * Decodes a picture wholly and stores what was re-encoded, so that it can be shown. Of its metadata the mark of how
     * it came to be is kept, where it has one. Unless it is retained, it is swept after a day.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation naming the file and what is wrong with it
     */
    public BlobHash store(String fileName, InputStream in) {
        return storeMarked(fileName, in, PictureLimits.standard(), there -> there);
    }

    /**
     * As {@link #store}, for a picture that a model made. It keeps the mark of its tool, and gets another one where it
     * has none.
     */
    public BlobHash storeGenerated(String fileName, InputStream in, SourceMark otherwise) {
        return storeMarked(
                fileName,
                in,
                PictureLimits.ofGenerated(),
                there -> Optional.of(
                        there.filter(mark -> mark.digitalSourceType().equals(SourceMark.GENERATED))
                                .orElse(otherwise)));
    }

    private BlobHash storeMarked(
            String fileName, InputStream in, PictureLimits limits, UnaryOperator<Optional<SourceMark>> chosen) {
        try (Spooled file = blobs.spool(in, LIMIT);
                DecodedPicture picture = within(limits, file.path())) {
            Optional<SourceMark> mark =
                    chosen.apply(SourceMark.in(Files.readAllBytes(file.path())).filter(PictureUploads::isKept));
            if (mark.isEmpty()) {
                return blobs.store(picture.display(), picture.displayType(), Serving.INLINE)
                        .hash();
            }
            byte[] shown = mark.get().writtenInto(Files.readAllBytes(picture.display()));
            return blobs.store(shown, picture.displayType(), Serving.INLINE).hash();
        } catch (UnreadablePicture unreadable) {
            throw new DomainException.RuleViolation(
                    fileName + " was not accepted: " + unreadable.words() + ".", unreadable);
        } catch (IOException problem) {
            throw new UncheckedIOException("The picture cannot be read", problem);
        }
    }

    private DecodedPicture within(PictureLimits limits, Path file) throws UnreadablePicture {
        PictureDecoder.Inspection seen = decoder.inspect(file);
        limits.requireSize(seen.width(), seen.height());
        return decoder.decode(file);
    }

    private static boolean isKept(SourceMark mark) {
        return mark.digitalSourceType().matches(SOURCE_TYPE)
                && mark.creatorTool().length() <= LONGEST_TOOL;
    }
}
