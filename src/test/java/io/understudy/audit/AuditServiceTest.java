package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.support.TestDirectories;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@StudioTest
class AuditServiceTest {
    @Autowired
    AuditService audit;

    @Autowired
    AuditEvents acts;

    @Autowired
    People people;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    SettableClock clock;

    private SignedInPerson ines;

    @BeforeEach
    void signIn() {
        ines = people.signIn(people.admin("Ines"));
    }

    @Test
    void anActIsKeptWithWhoWhenWhatBeforeAndAfter() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.7");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            transaction.executeWithoutResult(status -> acts.publish(
                    "run.launched",
                    new AuditEvent.Subject("run", "41", "#41"),
                    Map.of("steps", "800"),
                    Map.of("steps", "1000", "rank", "16")));
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }

        assertThat(audit.repository(AuditFilter.ALL, 0, 10)).singleElement().satisfies(row -> {
            assertThat(row.sequence()).isEqualTo(1);
            assertThat(row.at()).isEqualTo(SettableClock.START);
            assertThat(row.actorId()).isEqualTo(ines.accountId());
            assertThat(row.sentence()).isEqualTo("Ines launched run 41");
            assertThat(row.before()).isEqualTo(Map.of("steps", "800"));
            assertThat(row.after()).isEqualTo(Map.of("steps", "1000", "rank", "16"));
            assertThat(row.remoteAddress()).isEqualTo("192.0.2.7");
        });
    }

    @Test
    void anActOfARolledBackTransactionLeavesNoRow() {
        transaction.executeWithoutResult(status -> {
            launch(1);
            status.setRollbackOnly();
        });

        assertThat(audit.count(AuditFilter.ALL)).isZero();
    }

    @Test
    void anActOutsideAnyTransactionIsKept() {
        launch(1);

        assertThat(audit.count(AuditFilter.ALL)).isEqualTo(1);
    }

    @Test
    void anUntouchedChainIsUnbroken() {
        launch(1, 2, 3);
        List<Long> steps = new ArrayList<>();

        assertThat(audit.verify((rows, of) -> steps.add(rows), () -> false))
                .asInstanceOf(type(ChainVerification.Unbroken.class))
                .returns(3L, ChainVerification.Unbroken::rows)
                .returns("3 rows, unbroken", ChainVerification.Unbroken::words);
        assertThat(steps).containsExactly(3L);
    }

    @Test
    void verifyingIsAnActItself() {
        audit.verify((rows, of) -> {}, () -> false);

        assertThat(audit.repository(AuditFilter.ALL, 0, 10))
                .singleElement()
                .returns("Ines verified the audit trail", AuditRow::sentence);
    }

    @Test
    void aStoppedWalkSaysHowFarItCame() {
        launch(1);

        assertThat(audit.verify((rows, of) -> {}, () -> true)).isInstanceOf(ChainVerification.Stopped.class);
    }

    @Test
    void anAlteredByteIsFoundAndItsRowNamed() {
        launch(1, 2, 3);
        withoutGuard("update audit_row set subject_name = '#2!' where sequence = 2");

        assertThat(verify()).isEqualTo(new ChainVerification.Broken(2, "Row 2 was altered"));
    }

    @Test
    void anAlteredTimeIsFound() {
        launch(1, 2);
        withoutGuard("update audit_row set at = timestamp with time zone '2020-01-01 00:00:00+00' where sequence = 1");

        assertThat(verify()).isEqualTo(new ChainVerification.Broken(1, "Row 1 was altered"));
    }

    @Test
    void aForgedHashBreaksTheLinkToTheNextRow() {
        launch(1, 2, 3);
        withoutGuard("update audit_row set hash = previous_hash where sequence = 3");
        assertThat(verify()).returns(3L, broken -> ((ChainVerification.Broken) broken).sequence());
    }

    @Test
    void aRemovedRowIsFoundInTheMiddleAndAtTheEnd() {
        launch(1, 2, 3);
        withoutGuard("delete from audit_row where sequence = 2");
        assertThat(verify()).isEqualTo(new ChainVerification.Broken(2, "Row 2 is missing"));
    }

    @Test
    void aTrailThatWasCutShortIsFound() {
        launch(1, 2, 3);
        withoutGuard("delete from audit_row where sequence = 3");
        assertThat(verify()).isEqualTo(new ChainVerification.Broken(3, "Row 3 is missing"));
    }

    @Test
    void theDatabaseItselfRefusesToChangeOrRemoveARow() {
        launch(1);

        assertThatThrownBy(() -> jdbc.update("update audit_row set verb = 'run.cancelled'"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.update("delete from audit_row")).isInstanceOf(DataAccessException.class);
    }

    @Test
    void manyWritersAtOnceMakeOneChain() throws Exception {
        int writers = 8;
        int each = 10;
        CyclicBarrier together = new CyclicBarrier(writers);
        try (var threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                done.add(threads.submit(() -> {
                    people.signIn(ines);
                    together.await(10, TimeUnit.SECONDS);
                    for (int i = 0; i < each; i++) {
                        transaction.executeWithoutResult(status -> launch(1, 2));
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(verify())
                .asInstanceOf(type(ChainVerification.Unbroken.class))
                .returns(2L * writers * each, ChainVerification.Unbroken::rows);
    }

    @Test
    void aTrailLongerThanOneBatchIsWalkedAndExportedToItsEnd() throws IOException {
        transaction.executeWithoutResult(
                status -> launch(IntStream.rangeClosed(1, 1_050).toArray()));
        StringWriter out = new StringWriter();

        assertThat(verify())
                .asInstanceOf(type(ChainVerification.Unbroken.class))
                .returns(1_050L, ChainVerification.Unbroken::rows);
        audit.export(new AuditFilter(null, "run.launched", "", null, null), out);
        assertThat(out.toString().lines()).hasSize(1_051);
    }

    @Test
    void rowsAreFilteredByPersonVerbSubjectAndTime() {
        launch(1);
        clock.advance(Duration.ofHours(1));
        SignedInPerson mara = people.signIn(people.member("Mara"));
        launch(2);
        acts.publish("run.cancelled", new AuditEvent.Subject("run", "2", "#2"));
        people.signIn(ines);

        assertThat(audit.count(new AuditFilter(mara.accountId(), null, "", null, null)))
                .isEqualTo(2);
        assertThat(audit.count(new AuditFilter(null, "run.cancelled", "", null, null)))
                .isEqualTo(1);
        assertThat(audit.count(new AuditFilter(null, null, "#1", null, null))).isEqualTo(1);
        assertThat(audit.count(new AuditFilter(null, null, "%", null, null))).isZero();
        assertThat(audit.count(new AuditFilter(null, null, "", SettableClock.START.plusSeconds(1), null)))
                .isEqualTo(2);
        assertThat(audit.count(new AuditFilter(null, null, "", null, SettableClock.START.plusSeconds(1))))
                .isEqualTo(1);
        assertThat(audit.actors()).extracting(AuditActor::name).containsExactly("Ines", "Mara");
        assertThat(audit.verbs()).containsExactly("run.cancelled", "run.launched");
    }

    @Test
    void theNewestRowComesFirstAndPagesDoNotOverlap() {
        launch(1, 2, 3);

        assertThat(audit.repository(AuditFilter.ALL, 0, 2))
                .extracting(AuditRow::sequence)
                .containsExactly(3L, 2L);
        assertThat(audit.repository(AuditFilter.ALL, 2, 2))
                .extracting(AuditRow::sequence)
                .containsExactly(1L);
    }

    @Test
    void theExportDefusesFormulasAndIsAnActItself() throws IOException {
        acts.publish("run.launched", new AuditEvent.Subject("run", "1", "=HYPERLINK(\"x\")"));
        StringWriter out = new StringWriter();

        audit.export(AuditFilter.ALL, out);

        assertThat(out.toString()).contains("'=HYPERLINK").contains("Ines exported the audit trail");
        assertThat(out.toString().lines()).hasSize(3);
    }

    @Test
    void oddNamesNeitherBreakTheTrailNorTheDatabase() {
        acts.publish(
                "character.created",
                new AuditEvent.Subject("character", "x", "a\0b\ud800c" + "\ud83d\ude00".repeat(300)),
                Map.of("description", "\0\n".repeat(10_000)));

        assertThat(verify()).isInstanceOf(ChainVerification.Unbroken.class);
    }

    @Test
    void onlyAdminsReadTheTrail() {
        people.signIn(people.reviewer("Jon"));

        assertThatThrownBy(() -> audit.repository(AuditFilter.ALL, 0, 1)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(this::verify).isInstanceOf(AccessDeniedException.class);
    }

    private void launch(int... numbers) {
        IntStream.of(numbers)
                .forEach(number -> acts.publish(
                        "run.launched", new AuditEvent.Subject("run", Integer.toString(number), "#" + number)));
    }

    private ChainVerification verify() {
        return audit.verify((rows, of) -> {}, () -> false);
    }

    /** As a person does who owns the database. */
    private void withoutGuard(String sql) {
        if (TestDirectories.onPostgreSql()) {
            jdbc.execute("alter table audit_row disable trigger user");
            jdbc.execute(sql);
            jdbc.execute("alter table audit_row enable trigger user");
        } else {
            jdbc.execute("drop trigger audit_row_append_only");
            jdbc.execute(sql);
            jdbc.execute("create trigger audit_row_append_only before update, delete on audit_row"
                    + " for each row call 'io.understudy.audit.AppendOnlyTrigger'");
        }
    }
}
