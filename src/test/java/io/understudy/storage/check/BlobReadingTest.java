package io.understudy.storage.check;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import io.understudy.storage.FaultyObjectStore;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ReadDaily;
import io.understudy.storage.Serving;
import io.understudy.storage.StorageTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Someone who can write to the object store without the program is noticed, also where nobody downloads anything. */
@Tag("attack")
class BlobReadingTest extends StorageTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Autowired
    JdbcClient jdbc;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<BlobHash> released = new ArrayList<>();

    @Test
    void anAlteredAndALostObjectAreFoundWithoutAnyonesDownload() {
        people.admin("Ada");
        BlobHash altered = stored("altered");
        BlobHash lost = stored("lost");
        BlobHash sound = stored("sound");
        replace(altered, "another");
        objects.remove(lost.objectKey());
        clock.advance(MONTH.plusSeconds(1));

        readShare();

        assertThat(blobs.damage(altered))
                .hasValueSatisfying(damage -> assertThat(damage.kind()).isEqualTo(BlobDamage.Kind.ALTERED));
        assertThat(blobs.damage(lost))
                .hasValueSatisfying(damage -> assertThat(damage.kind()).isEqualTo(BlobDamage.Kind.LOST));
        assertThat(blobs.damage(sound)).isEmpty();
        assertThat(verbs()).contains("file.found-altered", "file.found-lost");
        assertThat(notices()).contains("A stored file was changed", "A stored file was lost");
    }

    @Test
    void whatWasRestoredIsCalledIntactAgain() {
        BlobHash hash = stored("restored");
        objects.remove(hash.objectKey());
        clock.advance(MONTH.plusSeconds(1));
        readShare();
        objects.putIfAbsent(hash.objectKey(), new ObjectContent.OfBytes(bytes("restored")), TEXT);
        clock.advance(MONTH.plusSeconds(1));

        readShare();

        assertThat(blobs.damage(hash)).isEmpty();
        assertThat(verbs()).contains("file.found-intact");
    }

    @Test
    void everythingIsReadWithinTheTime() {
        for (int i = 0; i < 40; i++) {
            stored("file " + i);
        }
        BlobHash large = stored("x".repeat(10_000));
        BlobReading reading = reading(objects);
        for (Duration passed = Duration.ZERO;
                passed.compareTo(MONTH) <= 0;
                passed = passed.plus(BlobReading.INTERVAL)) {
            clock.advance(BlobReading.INTERVAL);
            RunAs.run(reading::readShare);
        }

        assertThat(rows.allReadSince())
                .hasValueSatisfying(since ->
                        assertThat(since).isAfterOrEqualTo(clock.instant().minus(MONTH)));
        assertThat(rows.find(large).orElseThrow().readAt())
                .isAfter(clock.instant().minus(MONTH));
    }

    @Test
    void filesInProductionAreReadEveryDayAndFirst() {
        BlobHash release = stored("release");
        BlobHash other = stored("other");
        released.add(release);
        replace(release, "another");
        clock.advance(Duration.ofDays(1).plusSeconds(1));

        readShare();

        assertThat(blobs.damage(release)).isPresent();
        assertThat(rows.find(release).orElseThrow().readAt()).isEqualTo(clock.instant());
        assertThat(rows.find(other).orElseThrow().readAt()).isBefore(clock.instant());
    }

    @Test
    void aReadingThatBrokeOffResumesWhereItStopped() {
        List<BlobHash> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(stored("file " + i));
        }
        clock.advance(MONTH.plusSeconds(1));
        int[] opened = {0};
        RunAs.run(reading(new FaultyObjectStore(objects).failingToOpen(key -> ++opened[0] > 4))::readShare);
        assertThat(rows.notReadSince(clock.instant(), 100)).hasSize(6);

        opened[0] = 0;
        RunAs.run(reading(new FaultyObjectStore(objects).failingToOpen(key -> ++opened[0] > 6))::readShare);

        assertThat(rows.notReadSince(clock.instant(), 100)).isEmpty();
    }

    @Test
    void oneFileThatCannotBeReadKeepsNoneOfTheOthersFromIt() {
        for (int i = 0; i < 5; i++) {
            stored("file " + i);
        }
        String unreadable = stored("unreadable").objectKey();
        clock.advance(MONTH.plusSeconds(1));

        RunAs.run(reading(new FaultyObjectStore(objects).failingToOpen(unreadable::equals))::readShare);

        assertThat(rows.notReadSince(clock.instant(), 100)).hasSize(1);
    }

    @Test
    void moreFilesTakeNoMoreStatements() {
        stored("one");
        clock.advance(MONTH.plusSeconds(1));
        int forOne = statementsOf(this::readShare);
        for (int i = 0; i < 60; i++) {
            stored("file " + i);
        }
        clock.advance(MONTH.plusSeconds(1));

        assertThat(statementsOf(this::readShare)).isEqualTo(forOne);
        assertThat(rows.notReadSince(clock.instant(), 100)).isEmpty();
    }

    @Test
    void itIsNeverReadFasterThanIsSet() {
        blobs.store(new byte[5 << 20], "application/octet-stream", Serving.INTERNAL);
        clock.advance(MONTH.plusSeconds(1));

        readShare();

        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    private void readShare() {
        RunAs.run(reading(objects)::readShare);
    }

    private BlobReading reading(ObjectStore store) {
        ReadDaily daily = () -> Set.copyOf(released);
        return new BlobReading(
                rows,
                store,
                altered,
                List.of(daily),
                new ReadingProperties(MONTH, DataSize.ofMegabytes(1)),
                clock,
                pauses::add);
    }

    private BlobHash stored(String text) {
        return blobs.store(bytes(text), TEXT, Serving.INTERNAL).hash();
    }

    private void replace(BlobHash hash, String text) {
        objects.remove(hash.objectKey());
        objects.putIfAbsent(hash.objectKey(), new ObjectContent.OfBytes(bytes(text)), TEXT);
    }

    private List<String> verbs() {
        return jdbc.sql("select verb from audit_row").query(String.class).list();
    }

    private List<String> notices() {
        return jdbc.sql("select title from inbox_notice").query(String.class).list();
    }
}
