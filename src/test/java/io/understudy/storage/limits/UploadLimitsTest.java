package io.understudy.storage.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.Serving;
import io.understudy.storage.StorageTest;
import io.understudy.storage.StoredBlob;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@Tag("attack")
class UploadLimitsTest extends StorageTest {
    private static final long GIGABYTE = 1_000_000_000;
    private static final int SIZE = 1_000;
    private static final int ROOM = 3;
    private static final int AT_ONCE = 16;

    @Autowired
    UploadLimits limits;

    @Autowired
    JdbcClient jdbc;

    private SignedInPerson mara;
    private SignedInPerson jon;

    @BeforeEach
    void aGigabyteIsNearlyFull() {
        mara = people.member("Mara Holm");
        jon = people.member("Jon");
        Instant now = clock.instant();
        jdbc.sql("insert into blob (hash, size, media_type, serving, state, reference_count, uploaded_by, created_at,"
                        + " touched_at, read_at) values (?, ?, 'text/plain', 'INTERNAL', 'STORED', 1, ?, ?, ?, ?)")
                .params(
                        "0".repeat(64),
                        GIGABYTE - ROOM * SIZE,
                        mara.accountId(),
                        Timestamp.from(now),
                        Timestamp.from(now),
                        Timestamp.from(now))
                .update();
    }

    @Test
    void theTeamsLimitHoldsUnderManyUploadsAtOnce() throws Exception {
        set(1, 0);

        assertThat(uploadAtOnce(List.of(mara, jon))).hasSize(ROOM);

        assertThat(jdbc.sql("select sum(size) from blob").query(Long.class).single())
                .isEqualTo(GIGABYTE);
        assertThat(rows.find(IntStream.range(0, AT_ONCE)
                        .mapToObj(upload -> BlobHash.of(content(upload)))
                        .toList()))
                .as("nothing is half stored")
                .hasSize(ROOM);
    }

    @Test
    void aPersonsLimitHoldsUnderManyUploadsAtOnceAndKeepsNobodyElseOut() throws Exception {
        set(0, 1);

        assertThat(uploadAtOnce(List.of(mara))).hasSize(ROOM);

        people.signIn(jon);
        assertThat(upload(100).size()).isEqualTo(SIZE);
        people.signIn(mara);
        assertThatThrownBy(() -> upload(101))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("more than 1 GB today");
        clock.advance(Duration.between(
                clock.instant(), clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
        assertThat(upload(101).size()).as("the next day").isEqualTo(SIZE);
    }

    @Test
    void aPersonsLimitOfFilesHoldsUnderManyUploadsAtOnceAndKeepsNobodyElseOut() throws Exception {
        set(0, 0, 1 + ROOM);

        assertThat(uploadAtOnce(List.of(mara))).as("one was there before").hasSize(ROOM);

        people.signIn(jon);
        assertThat(upload(100).size()).isEqualTo(SIZE);
        people.signIn(mara);
        assertThat(upload(100).size()).as("what is stored already").isEqualTo(SIZE);
        assertThatThrownBy(() -> upload(101))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("more than 4 files today");
        clock.advance(Duration.between(
                clock.instant(), clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
        assertThat(upload(101).size()).as("the next day").isEqualTo(SIZE);
    }

    @Test
    void whatIsMadeOfAFileThatWasSentIsNoFurtherFile() {
        set(0, 0, 2);
        people.signIn(mara);

        for (int made = 200; made < 206; made++) {
            blobs.storeMade(content(made), TEXT, Serving.INTERNAL);
        }
        assertThat(upload(0).size()).as("the second that was sent").isEqualTo(SIZE);
        assertThat(blobs.storeMade(content(206), TEXT, Serving.INTERNAL).size())
                .as("also when no other may be sent")
                .isEqualTo(SIZE);
        assertThatThrownBy(() -> upload(1))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("more than 2 files today");
    }

    @Test
    void whatIsStoredAlreadyAndWhatTheProductMakesIsNeverRefused() {
        people.signIn(mara);
        StoredBlob before = upload(0);
        set(1, 1);
        RunAs.run(() -> blobs.store(new byte[10 * SIZE], TEXT, Serving.INTERNAL));
        people.signIn(mara);

        assertThat(upload(0)).isEqualTo(before);
        assertThatThrownBy(() -> upload(1))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("more than 1 GB, the limit of this installation");
    }

    @Test
    void withoutLimitsNothingIsRefused() {
        people.signIn(mara);

        IntStream.range(0, ROOM + 2).forEach(this::upload);

        assertThat(limits.team()).isZero();
        assertThat(limits.personADay()).isZero();
        assertThat(limits.personFilesADay()).isZero();
    }

    @Test
    void onlyAnAdminSetsThem() {
        people.signIn(people.reviewer("Vera"));

        assertThatThrownBy(() -> limits.change(1, 1, 1)).isInstanceOf(AccessDeniedException.class);
        people.signIn(people.admin("Ines"));
        assertThatThrownBy(() -> limits.change(-1, 0, 0)).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> limits.change(0, 0, UploadLimits.MOST + 1))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    private void set(int team, int day) {
        set(team, day, 0);
    }

    private void set(int team, int day, int files) {
        people.signIn(people.admin("Ada" + UUID.randomUUID()));
        limits.change(team, day, files);
    }

    private List<StoredBlob> uploadAtOnce(List<SignedInPerson> by) throws Exception {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<StoredBlob> stored = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<StoredBlob>>> results = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> threads.submit(() -> {
                        people.signIn(by.get(number % by.size()));
                        together.await(2, TimeUnit.MINUTES);
                        try {
                            return List.of(upload(number));
                        } catch (DomainException.Conflict noRoom) {
                            return List.<StoredBlob>of();
                        }
                    }))
                    .toList();
            for (Future<List<StoredBlob>> result : results) {
                stored.addAll(result.get(2, TimeUnit.MINUTES));
            }
        }
        return stored;
    }

    private StoredBlob upload(int number) {
        return blobs.store(content(number), TEXT, Serving.INTERNAL);
    }

    private static byte[] content(int number) {
        return "%0".concat(SIZE + "d").formatted(number).getBytes(StandardCharsets.US_ASCII);
    }
}
