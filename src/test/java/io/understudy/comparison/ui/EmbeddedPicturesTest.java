package io.understudy.comparison.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import io.understudy.storage.StoredBlob;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmbeddedPicturesTest {
    private static final String JPEG = "data:image/jpeg;base64,";

    @Test
    @Tag("attack")
    void aSampleThatIsMadeSmallerKeepsTheMarkThatAModelMadeIt() throws Exception {
        byte[] large = TestPhotos.noisyJpeg(1_024, 1_024, 7);
        assertThat(large.length).isGreaterThan(150_000);

        byte[] written = written(SourceMark.OF_UNDERSTUDY.writtenInto(large));

        assertThat(written).hasSizeLessThan(large.length);
        assertThat(SourceMark.in(written)).contains(SourceMark.OF_UNDERSTUDY);
        assertThat(SourceMark.in(written(large))).isEmpty();
    }

    @Test
    @Tag("attack")
    void aStoredSampleWhosePixelsWouldFillTheHeapIsNotDecoded() throws Exception {
        byte[] bomb = TestPhotos.claiming(TestPhotos.noisyJpeg(1_024, 1_024, 7), 9_000, 9_000);

        assertThat(text(bomb)).isEmpty();
    }

    @Test
    void aStoredSampleThatIsNoPictureIsLeftOut() throws Exception {
        assertThat(text(new byte[200_000])).isEmpty();
        assertThat(text(new byte[2_000])).isEmpty();
    }

    @Test
    void aSampleThatIsLostIsLeftOutUnlessTheStoreDoesNotAnswer() throws Exception {
        BlobHash hash = BlobHash.of(new byte[1]);
        BlobStore blobs = mock(BlobStore.class);
        when(blobs.open(hash))
                .thenThrow(
                        new StorageFailure("lost", new IllegalStateException()),
                        new DomainException.NotFound("not stored"),
                        new StoreUnreachable("away", new IllegalStateException()));
        EmbeddedPictures pictures = new EmbeddedPictures(blobs);
        StringWriter out = new StringWriter();

        pictures.write(hash, out);
        pictures.write(hash, out);

        assertThat(out.toString()).isEmpty();
        assertThatThrownBy(() -> pictures.write(hash, out)).isInstanceOf(StoreUnreachable.class);
    }

    private static byte[] written(byte[] picture) throws Exception {
        String text = text(picture);
        assertThat(text).startsWith(JPEG);
        return Base64.getDecoder().decode(text.substring(JPEG.length()));
    }

    private static String text(byte[] picture) throws Exception {
        BlobHash hash = BlobHash.of(picture);
        BlobStore blobs = mock(BlobStore.class);
        when(blobs.describe(hash)).thenReturn(new StoredBlob(hash, picture.length, "image/jpeg"));
        when(blobs.open(hash)).thenReturn(new ByteArrayInputStream(picture));
        StringWriter out = new StringWriter();
        new EmbeddedPictures(blobs).write(hash, out);
        return out.toString();
    }
}
