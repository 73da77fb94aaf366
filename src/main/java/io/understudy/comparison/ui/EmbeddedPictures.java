package io.understudy.comparison.ui;

import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import io.understudy.storage.StoredBlob;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Base64;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** Pictures as data URLs; large ones are made smaller, because a file that is sent around has to stay small. */
final class EmbeddedPictures {
    private static final long KEPT_BYTES = 150_000;
    private static final int EDGE = 768;
    private static final double QUALITY = 0.85;

    private final BlobStore blobs;

    EmbeddedPictures(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Writes nothing for one that cannot be shown: a sample may be lost, damaged, or too large to be decoded. */
    void write(BlobHash hash, Writer out) throws IOException {
        StoredBlob blob;
        byte[] bytes;
        try (InputStream in = blobs.open(hash)) {
            blob = blobs.describe(hash);
            bytes = in.readAllBytes();
        } catch (StoreUnreachable away) {
            throw away;
        } catch (StorageFailure | DomainException.NotFound missing) {
            return;
        }
        BufferedImage picture = decoded(bytes);
        if (picture == null) {
            return;
        }
        String type = blob.mediaType();
        if (bytes.length > KEPT_BYTES) {
            ByteArrayOutputStream smaller = new ByteArrayOutputStream();
            int edge = Math.min(EDGE, Math.max(picture.getWidth(), picture.getHeight()));
            Thumbnails.of(picture)
                    .size(edge, edge)
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .outputFormat("jpeg")
                    .outputQuality(QUALITY)
                    .toOutputStream(smaller);
            byte[] jpeg = smaller.toByteArray();
            bytes = SourceMark.in(bytes).map(mark -> mark.writtenInto(jpeg)).orElse(jpeg);
            type = "image/jpeg";
        }
        out.write("data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }

    private static @Nullable BufferedImage decoded(byte[] bytes) {
        try {
            PictureLimits.ofGenerated().require(bytes);
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (UnreadablePicture | IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
