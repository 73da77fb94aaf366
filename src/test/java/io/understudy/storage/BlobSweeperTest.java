package io.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobSweeper.Swept;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlobSweeperTest extends StorageTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final BlobHash hash = BlobHash.of(bytes("abc"));

    @Test
    @Tag("twice")
    void aBlobThatNobodyRefersToGoesAfterADayWithItsObject() {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        clock.advance(BlobSweeper.PATIENCE_WITH_UNREFERENCED);
        assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0));
        assertThat(objectKeys()).hasSize(1);
        clock.advance(A_MOMENT);
        assertThat(sweeper.sweep()).isEqualTo(new Swept(1, 0));
        assertThat(objectKeys()).isEmpty();
        assertThat(rows.find(hash)).isEmpty();
    }

    @Test
    void aRetainedBlobStaysForGood() throws Exception {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        blobs.retain(hash);
        clock.advance(Duration.ofDays(1_000));
        assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0));
        assertThat(read(hash)).isEqualTo(bytes("abc"));
    }

    @Test
    void theDayCountsFromTheLastRelease() {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        blobs.retain(hash);
        clock.advance(Duration.ofDays(30));
        blobs.release(hash);
        clock.advance(BlobSweeper.PATIENCE_WITH_UNREFERENCED);
        assertThat(sweeper.sweep().blobs()).isZero();
        clock.advance(A_MOMENT);
        assertThat(sweeper.sweep().blobs()).isEqualTo(1);
    }

    @Test
    void storingTheSameBytesAgainRenewsTheDay() throws Exception {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        clock.advance(BlobSweeper.PATIENCE_WITH_UNREFERENCED);
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        clock.advance(BlobSweeper.PATIENCE_WITH_UNREFERENCED);
        assertThat(sweeper.sweep().blobs()).isZero();
        assertThat(read(hash)).isEqualTo(bytes("abc"));
    }

    @Test
    void aStoringThatBrokeOffIsClearedAwayAfterAnHourWithItsObject() {
        BlobStore dying = new BlobStore(rows, new FaultyObjectStore(objects).dyingAfterPut(), spool, altered, clock);
        assertThatThrownBy(() -> dying.store(bytes("abc"), TEXT, Serving.INTERNAL))
                .isInstanceOf(StorageFailure.class);
        clock.advance(BlobSweeper.PATIENCE_WITH_PENDING);
        assertThat(sweeper.sweep().blobs()).isZero();
        clock.advance(A_MOMENT);
        assertThat(sweeper.sweep().blobs()).isEqualTo(1);
        assertThat(objectKeys()).isEmpty();
        assertThat(rows.find(hash)).isEmpty();
    }

    @Test
    void anUploadSlowerThanTheSweeperIsStoredAllTheSame() throws Exception {
        FaultyObjectStore slow = new FaultyObjectStore(objects).during(() -> {
            clock.advance(BlobSweeper.PATIENCE_WITH_PENDING.plus(A_MOMENT));
            assertThat(sweeper.sweep().blobs()).isEqualTo(1);
        });
        new BlobStore(rows, slow, spool, altered, clock).store(bytes("abc"), TEXT, Serving.INTERNAL);
        assertThat(read(hash)).isEqualTo(bytes("abc"));
    }

    @Test
    void aBlobThatIsBeingRetainedIsNotSwept() throws Exception {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        clock.advance(BlobSweeper.PATIENCE_WITH_UNREFERENCED.plus(A_MOMENT));
        CountDownLatch retained = new CountDownLatch(1);
        CompletableFuture<Swept> sweep = CompletableFuture.supplyAsync(() -> {
            await(retained);
            return sweeper.sweep();
        });
        transactions.executeWithoutResult(status -> {
            blobs.retain(hash);
            retained.countDown();
            // The sweep now waits for this row, or has not come to it yet: both must end the same.
            assertThat(sweep).isNotDone();
        });
        assertThat(sweep.get(2, TimeUnit.MINUTES).blobs()).isZero();
        assertThat(read(hash)).isEqualTo(bytes("abc"));
    }

    @Test
    void aBlobThatIsOnItsWayOutCannotBeRetainedButStoredAnew() throws Exception {
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        clock.advance(A_MOMENT);
        rows.demote(hash, clock.instant());
        assertThatThrownBy(() -> blobs.retain(hash)).isInstanceOf(DomainException.NotFound.class);
        blobs.store(bytes("abc"), TEXT, Serving.INTERNAL);
        blobs.retain(hash);
        clock.advance(Duration.ofDays(2));
        assertThat(sweeper.sweep().blobs()).isZero();
        assertThat(read(hash)).isEqualTo(bytes("abc"));
    }

    @Test
    void spoolFilesOfAKilledProcessGoAfterADay() throws Exception {
        try (Spooled fresh = blobs.spool(new ByteArrayInputStream(bytes("fresh")), 100);
                Spooled stale = blobs.spool(new ByteArrayInputStream(bytes("stale")), 100)) {
            Files.setLastModifiedTime(fresh.path(), FileTime.from(clock.instant()));
            Files.setLastModifiedTime(
                    stale.path(),
                    FileTime.from(clock.instant()
                            .minus(BlobSweeper.PATIENCE_WITH_SPOOL_FILES)
                            .minus(A_MOMENT)));
            assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 1));
            assertThat(fresh.path()).exists();
            assertThat(stale.path()).doesNotExist();
        }
    }

    @Test
    void temporaryFilesOfAKilledProcessGoAfterADay() throws Exception {
        Path fresh = spool.temporary();
        Path stale = spool.temporary();
        try {
            Instant over = clock.instant().minus(BlobSweeper.PATIENCE_WITH_SPOOL_FILES);
            Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
            Files.setLastModifiedTime(stale, FileTime.from(over.minus(A_MOMENT)));
            assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 1));
            assertThat(fresh).exists();
            assertThat(stale).doesNotExist();
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
