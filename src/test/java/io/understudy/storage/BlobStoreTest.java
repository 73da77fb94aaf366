package io.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobRepository.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

class BlobStoreTest extends StorageTest {
    private static final long ROOMY = 1_000_000;

    /** SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
    private static final BlobHash ABC =
            new BlobHash("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @Autowired
    StorageProperties properties;

    @Test
    void bytesLieUnderTheirSha256() throws Exception {
        StoredBlob stored = blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(stored).isEqualTo(new StoredBlob(ABC, 3, TEXT));
        assertThat(objectKeys()).containsExactly("blobs/ba/" + ABC.hex());
        assertThat(read(ABC)).isEqualTo(bytes("abc"));
        assertThat(blobs.describe(ABC)).isEqualTo(stored);
    }

    @Test
    void theSameBytesAreStoredOnce() {
        FaultyObjectStore counting = new FaultyObjectStore(objects);
        BlobStore store = new BlobStore(rows, counting, spool, altered, clock);
        StoredBlob first = store.store(bytes("abc"), TEXT, Serving.INTERNAL);
        StoredBlob second = store.store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(second).isEqualTo(first);
        assertThat(counting.puts()).isEqualTo(1);
    }

    @Test
    void spooledBytesAndFilesAreStoredLikeBytesInMemory(@TempDir Path folder) throws Exception {
        try (Spooled spooled = blobs.spool(new ByteArrayInputStream(bytes("abc")), ROOMY)) {
            assertThat(spooled.hash()).isEqualTo(ABC);
            assertThat(spooled.size()).isEqualTo(3);
            assertThat(blobs.store(spooled, TEXT, Serving.INTERNAL).hash()).isEqualTo(ABC);
        }
        Path file = Files.write(folder.resolve("abc.txt"), bytes("abc"));
        assertThat(blobs.store(file, TEXT, Serving.INTERNAL).hash()).isEqualTo(ABC);
        assertThat(objectKeys()).hasSize(1);
    }

    @Test
    void closingTheSpooledRemovesItsFile() {
        Spooled spooled = blobs.spool(new ByteArrayInputStream(bytes("abc")), ROOMY);
        assertThat(spooled.path()).exists();
        spooled.close();
        assertThat(spooled.path()).doesNotExist();
    }

    @Test
    void moreThanTheLimitIsRefusedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> blobs.spool(new ByteArrayInputStream(bytes("abcd")), 3))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("larger than 3 bytes")
                .hasMessageContaining("Upload a smaller one");
        assertThat(spoolFiles()).isEmpty();
        blobs.spool(new ByteArrayInputStream(bytes("abc")), 3).close();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream some = new SequenceInputStream(new ByteArrayInputStream(bytes("abc")), broken);
        assertThatThrownBy(() -> blobs.spool(some, ROOMY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("connection reset");
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void theMoreOpenServingHoldsWithItsMediaType() {
        byte[] picture = bytes("as if encoded by the product");
        BlobHash hash = blobs.store(picture, "application/octet-stream", Serving.INTERNAL)
                .hash();
        assertThat(blobs.findInline(hash)).isEmpty();
        blobs.store(picture, "image/png", Serving.INLINE);
        assertThat(blobs.findInline(hash)).map(StoredBlob::mediaType).contains("image/png");
        blobs.store(picture, "text/html", Serving.DOWNLOAD_ONLY);
        assertThat(blobs.findInline(hash)).map(StoredBlob::mediaType).contains("image/png");
    }

    @Test
    void onlyPicturesAreServedInline() {
        for (String type : List.of("text/html", "image/svg+xml", "application/octet-stream")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blobs.store(bytes("x"), type, Serving.INLINE))
                    .withMessageContaining(type);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> blobs.store(bytes("x"), "a\r\nb", Serving.INTERNAL));
        assertThat(objectKeys()).isEmpty();
    }

    @Test
    void whatIsNotStoredIsRefusedInWords() {
        assertThatThrownBy(() -> blobs.open(ABC))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessageContaining("not in the store");
        assertThatThrownBy(() -> blobs.describe(ABC)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> blobs.retain(ABC)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void referencesAreCountedInTheCallersTransaction() {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        blobs.retain(List.of(ABC, ABC));
        transactions.executeWithoutResult(status -> {
            blobs.retain(ABC);
            status.setRollbackOnly();
        });
        assertThat(references()).isEqualTo(2);
        blobs.release(List.of(ABC, ABC));
        assertThat(references()).isZero();
        assertThatThrownBy(() -> blobs.release(ABC)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneMissingBlobRefusesTheWholeRetain() {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        BlobHash missing = BlobHash.of(bytes("never stored"));
        assertThatThrownBy(() -> blobs.retain(List.of(ABC, missing)))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessageContaining(missing.hex().substring(0, 12));
        assertThat(references()).isZero();
    }

    @Test
    void aCrashBeforeTheObjectLeavesAPendingRowThatTheNextStoreCompletes() throws Exception {
        BlobStore dying = new BlobStore(rows, new FaultyObjectStore(objects).dyingBeforePut(), spool, altered, clock);
        assertThatThrownBy(() -> dying.store(bytes("abc"), TEXT, Serving.INTERNAL))
                .isInstanceOf(StorageFailure.class);
        assertPending();
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(read(ABC)).isEqualTo(bytes("abc"));
    }

    @Test
    void aCrashAfterTheObjectLeavesAPendingRowThatTheNextStoreCompletes() throws Exception {
        BlobStore dying = new BlobStore(rows, new FaultyObjectStore(objects).dyingAfterPut(), spool, altered, clock);
        assertThatThrownBy(() -> dying.store(bytes("abc"), TEXT, Serving.INTERNAL))
                .isInstanceOf(StorageFailure.class);
        assertThat(objectKeys()).hasSize(1);
        assertPending();
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(read(ABC)).isEqualTo(bytes("abc"));
    }

    @Test
    void anObjectOfOtherBytesUnderThisHashIsNotTrusted() throws Exception {
        objects.putIfAbsent(ABC.objectKey(), new ObjectContent.OfBytes(bytes("abX")), TEXT);
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(read(ABC)).isEqualTo(bytes("abc"));
    }

    @Test
    void aLostObjectIsAFailureOfTheStoreThatNamesTheBlob() {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        objects.remove(ABC.objectKey());
        assertThatThrownBy(() -> blobs.open(ABC))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("lost")
                .hasMessageContaining(ABC.hex());
    }

    @Test
    void nobodyComesInWithoutASession() {
        SecurityContextHolder.clearContext();
        assertThatThrownBy(() -> blobs.describe(ABC)).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }

    private void assertPending() {
        assertThat(rows.find(ABC).orElseThrow().state()).isEqualTo(State.PENDING);
        assertThatThrownBy(() -> blobs.open(ABC)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> blobs.retain(ABC)).isInstanceOf(DomainException.NotFound.class);
    }

    private int references() {
        return rows.find(ABC).orElseThrow().referenceCount();
    }

    private List<Path> spoolFiles() throws IOException {
        try (var files = Files.list(properties.spoolDirectory())) {
            return files.toList();
        }
    }
}
