package io.understudy.storage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.FaultyObjectStore;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.Serving;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StorageProperties;
import io.understudy.storage.StorageTest;
import io.understudy.storage.StoredBlob;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class ConsistencyCheckTest extends StorageTest {
    @Autowired
    ConsistencyCheck check;

    @Autowired
    StorageProperties properties;

    private StoredBlob first = new StoredBlob(BlobHash.of(bytes("first")), 5, TEXT);
    private StoredBlob second = new StoredBlob(BlobHash.of(bytes("second")), 6, TEXT);

    @BeforeEach
    void storeTwo() {
        first = blobs.store(bytes("first"), TEXT, Serving.INTERNAL);
        second = blobs.store(bytes("second"), TEXT, Serving.INTERNAL);
    }

    @Test
    void aWholeStoreHasNoFindings() {
        CheckReport report = run();
        assertThat(report.clean()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.blobs()).isEqualTo(2);
        assertThat(report.bytes()).isEqualTo(11);
        assertThat(report.objects()).isEqualTo(2);
    }

    @Test
    void aFlippedByteIsNamed() throws Exception {
        Path file = fileOf(first);
        byte[] bytes = Files.readAllBytes(file);
        bytes[2] ^= 1;
        Files.write(file, bytes);
        assertThat(run().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(CheckFinding.Kind.BYTES_CHANGED);
            assertThat(finding.objectKey()).isEqualTo(first.hash().objectKey());
            assertThat(finding.words()).contains(BlobHash.of(bytes).hex()).contains("backup");
        });
    }

    @Test
    void aCutOffObjectIsNamed() throws Exception {
        Files.write(fileOf(first), bytes("fir"));
        assertThat(run().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(CheckFinding.Kind.WRONG_SIZE);
            assertThat(finding.words()).contains("3 bytes instead of 5");
        });
    }

    @Test
    void aLostObjectIsNamed() {
        objects.remove(second.hash().objectKey());
        assertThat(run().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(CheckFinding.Kind.OBJECT_LOST);
            assertThat(finding.objectKey()).isEqualTo(second.hash().objectKey());
        });
    }

    @Test
    void objectsThatNobodyKnowsAreNamedWhateverTheirName() {
        String orphan = BlobHash.of(bytes("orphan")).objectKey();
        String misplaced = "blobs/zz/" + first.hash().hex();
        for (String key : List.of(orphan, misplaced, "blobs/notes.txt")) {
            objects.putIfAbsent(key, new ObjectContent.OfBytes(bytes("orphan")), TEXT);
        }
        CheckReport report = run();
        assertThat(report.findingCount()).isEqualTo(3);
        assertThat(report.findings()).extracting(CheckFinding::kind).containsOnly(CheckFinding.Kind.UNKNOWN_OBJECT);
        assertThat(report.findings())
                .extracting(CheckFinding::objectKey)
                .containsExactlyInAnyOrder(orphan, misplaced, "blobs/notes.txt");
    }

    @Test
    void aBlobOnItsWayInIsNoFinding() {
        BlobStore dying = new BlobStore(rows, new FaultyObjectStore(objects).dyingAfterPut(), spool, altered, clock);
        assertThatThrownBy(() -> dying.store(bytes("third"), TEXT, Serving.INTERNAL))
                .isInstanceOf(StorageFailure.class);
        assertThat(run().clean()).isTrue();
    }

    @Test
    void everyPageIsChecked() {
        for (int i = 0; i < 10; i++) {
            blobs.store(bytes("blob " + i), TEXT, Serving.INTERNAL);
        }
        List<String> lost = List.of(
                BlobHash.of(bytes("blob 0")).objectKey(),
                BlobHash.of(bytes("blob 9")).objectKey());
        lost.forEach(objects::remove);
        for (int pageSize : new int[] {1, 3, 12, 500}) {
            CheckReport report = new ConsistencyScan(rows, objects, clock, pageSize, progress -> {}).run("Ada");
            assertThat(report.blobs()).isEqualTo(12);
            assertThat(report.objects()).isEqualTo(10);
            assertThat(report.findings()).extracting(CheckFinding::objectKey).containsExactlyInAnyOrderElementsOf(lost);
        }
    }

    @Test
    void theReportIsKeptAndTheActIsPublished(@Autowired ApplicationEvents events) {
        objects.remove(second.hash().objectKey());
        CheckReport report = run();
        people.signIn(people.admin("Ada"));
        assertThat(check.lastReport()).contains(report);
        AuditEvent event = events.stream(AuditEvent.class)
                .filter(done -> done.verb().equals("storage.checked"))
                .findFirst()
                .orElseThrow();
        assertThat(event.actor()).isEqualTo(Actor.SYSTEM);
        assertThat(event.after()).containsEntry("findings", "1").containsEntry("blobs", "2");
    }

    @Test
    void anAdminChecksInTheBackgroundInTheirOwnName() throws Exception {
        people.signIn(people.admin("Ada"));
        LinkedBlockingQueue<CheckEvent> events = new LinkedBlockingQueue<>();
        Runnable stop = check.watch(events::add);
        check.start();
        List<CheckEvent> seen = new ArrayList<>();
        do {
            seen.add(events.poll(2, TimeUnit.MINUTES));
        } while (seen.getLast() instanceof CheckEvent.Progressed);
        stop.run();
        assertThat(seen.getFirst()).isInstanceOf(CheckEvent.Progressed.class);
        assertThat(seen.getLast()).isInstanceOfSatisfying(CheckEvent.Finished.class, finished -> {
            assertThat(finished.report().askedBy()).isEqualTo("Ada");
            assertThat(finished.report().clean()).isTrue();
        });
        assertThat(check.progress()).isEmpty();
    }

    @Test
    void aSecondCheckIsRefusedWhileOneRuns() throws Exception {
        people.signIn(people.admin("Ada"));
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runnable stop = check.watch(event -> {
            switch (event) {
                case CheckEvent.Progressed progressed -> await(refused);
                default -> done.countDown();
            }
        });
        check.start();
        assertThatThrownBy(() -> check.start())
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("already running");
        refused.countDown();
        assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
        stop.run();
    }

    @Test
    void theOverviewCountsBlobsAndBytesByState() {
        people.signIn(people.admin("Ada"));
        StorageOverview overview = check.overview();
        assertThat(overview.embedded()).isTrue();
        assertThat(overview.bucket()).isEqualTo("understudy");
        assertThat(overview.storedBlobs()).isEqualTo(2);
        assertThat(overview.storedBytes()).isEqualTo(11);
        assertThat(overview.pendingBlobs()).isZero();
    }

    @Test
    void aMemberNeitherChecksNorLooks() {
        assertThatThrownBy(() -> check.start()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> check.overview()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> check.run(progress -> {})).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theCommandLineSaysWhatItFoundAndExitsWithOne() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        FsckRunner runner = new FsckRunner(check, new PrintStream(printed, true, StandardCharsets.UTF_8));
        runner.run(new DefaultApplicationArguments());
        assertThat(runner.getExitCode()).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("2 blobs (11 bytes)")
                .contains("all is well");
        objects.remove(first.hash().objectKey());
        runner.run(new DefaultApplicationArguments());
        assertThat(runner.getExitCode()).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("object lost: " + first.hash().objectKey())
                .contains("1 finding");
    }

    private CheckReport run() {
        List<CheckReport> reports = new ArrayList<>();
        RunAs.run(() -> reports.add(check.run(progress -> {})));
        return reports.getFirst();
    }

    private Path fileOf(StoredBlob blob) {
        return properties.directory().resolve("understudy").resolve(blob.hash().objectKey());
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
