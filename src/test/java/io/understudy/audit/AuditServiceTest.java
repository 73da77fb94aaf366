package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.bundle.Finding;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.trail.TrailRow;
import io.understudy.bundle.trail.TrailVerifier;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@StudioTest
@Tag("attack")
class AuditServiceTest {
    @Autowired
    AuditService audit;

    @Autowired
    TrailCheckpointService checkpoints;

    @Autowired
    AuditRepository repository;

    @Autowired
    SubjectTrail about;

    @Autowired
    ImmediateWalks walks;

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
        request.setRemoteAddr("2001:db8:0:0:0:0:0:7");
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

        assertThat(audit.page(AuditFilter.ALL, 0, 10)).singleElement().satisfies(row -> {
            assertThat(row.sequence()).isEqualTo(1);
            assertThat(row.at()).isEqualTo(SettableClock.START);
            assertThat(row.actorId()).isEqualTo(ines.accountId());
            assertThat(row.sentence()).isEqualTo("Ines launched run 41");
            assertThat(row.before()).isEqualTo(Map.of("steps", "800"));
            assertThat(row.after()).isEqualTo(Map.of("steps", "1000", "rank", "16"));
            assertThat(row.remoteAddress()).isEqualTo("2001:db8::7");
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

        assertThat(audit.verify("", (rows, of) -> steps.add(rows), () -> false))
                .asInstanceOf(type(ChainVerification.Unbroken.class))
                .returns(3L, ChainVerification.Unbroken::rows)
                .returns("3 rows, unbroken", ChainVerification.Unbroken::words);
        assertThat(steps).containsExactly(3L);
    }

    @Test
    void verifyingIsAnActItself() {
        audit.verify("", (rows, of) -> {}, () -> false);

        assertThat(audit.page(AuditFilter.ALL, 0, 10))
                .singleElement()
                .returns("Ines verified the audit trail", AuditRow::sentence);
    }

    @Test
    void aStoppedWalkSaysHowFarItCame() {
        launch(1);

        assertThat(audit.verify("", (rows, of) -> {}, () -> true)).isInstanceOf(ChainVerification.Stopped.class);
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
    void rowsBehindTheEndAreFound() {
        launch(1, 2, 3);
        withoutGuard("update audit_head set sequence = 2, hash = (select hash from audit_row where sequence = 2)");
        assertThat(verify().words()).startsWith("The trail ends with row 2, but 3 rows are there, up to number 3");
    }

    @Test
    void aTrailThatWasEmptiedIsConvictedByWhatWasSigned() {
        launch(1, 2, 3);
        String kept = sign();
        withoutGuard("delete from audit_row");
        withoutGuard("delete from audit_checkpoint");
        withoutGuard("update audit_head set sequence = 0, hash = '" + "0".repeat(64) + "'");
        assertThat(audit.verify(kept, (rows, of) -> {}, () -> false).words())
                .startsWith("The trail had 4 events when it was signed and has 0 now: some are gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_row", "audit_checkpoint"})
    void theDatabaseItselfRefusesToEmptyTheTrail(String table) {
        launch(1);
        sign();
        assertThatThrownBy(() -> jdbc.execute("truncate table " + table)).isInstanceOf(DataAccessException.class);
        assertThat(verify().words()).isEqualTo("2 rows, unbroken");
    }

    @Test
    void aTailThatWasChainedAgainIsConvictedByWhatWasSigned() {
        launch(1, 2, 3);
        String kept = sign();
        chainAgainWith("subject_name = '#2!'", 2);
        assertThat(verify().words()).startsWith("The trail does not begin with the 4 events that were signed");
        withoutGuard("delete from audit_checkpoint");
        assertThat(verify()).isInstanceOf(ChainVerification.Unbroken.class);
        assertThat(audit.verify(kept, (rows, of) -> {}, () -> false).words())
                .startsWith("The trail does not begin with the 4 events that were signed");
    }

    @Test
    void whatWasRewrittenIsNotSignedAgain() {
        launch(1, 2, 3);
        sign();
        chainAgainWith("subject_name = '#2!'", 2);
        launch(4);
        assertThatThrownBy(this::sign)
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("The first 4 rows of the audit trail are not those that were signed on");
    }

    @Test
    void nothingIsSignedTwiceForOneState() {
        launch(1);
        assertThat(sign()).isEqualTo(sign());
        launch(2);
        sign();
        assertThat(checkpoints.all()).extracting(TrailCheckpoint::size).containsExactly(2L, 3L);
        assertThat(verify()).isInstanceOf(ChainVerification.Unbroken.class);
    }

    @Test
    void aStateSignedByAnotherKeyIsRefused() {
        launch(1);
        sign();
        withoutGuard("update audit_checkpoint set note = replace(note, 'understudy.io/log/', 'understudy.io/log/0')");
        assertThat(verify().words()).startsWith("A signed state of the trail in the database cannot be used");
    }

    @Test
    void aRowIsProvedWithoutTheTrail() {
        transaction.executeWithoutResult(
                status -> launch(IntStream.rangeClosed(1, 40).toArray()));
        sign();
        launch(41);
        TrailProof first = checkpoints.prove(20, "run.launched");
        TrailProof second = checkpoints.prove(42, "run.launched");
        NoteKey log = NoteKey.ofVkey(first.key());
        assertThat(InclusionProof.of(first.inclusion()).check(log).words()).startsWith("it is event 20 of 41");
        assertThat(InclusionProof.of(second.inclusion()).check(log).words()).startsWith("it is event 42 of 42");
        assertThat(ConsistencyProof.of(String.valueOf(second.consistency()))
                        .check(log, InclusionProof.of(first.inclusion()).checkpoint())
                        .words())
                .endsWith("begins with the same 41 events and has 42 now");
    }

    @Test
    void signedStatesAreReadFromAFileOfMany() {
        launch(1);
        String first = sign();
        launch(2);
        String second = sign();
        assertThat(SignedNote.split("\n" + first + "\n" + second.indent(4).replace("\n", "\r\n") + "\n"))
                .containsExactly(first, second);
    }

    private String sign() {
        return RunAs.get(() -> checkpoints.sign().note());
    }

    /** What a person can do who may write to the database and knows how the rows are chained. */
    private void chainAgainWith(String change, long from) {
        withoutGuard("update audit_row set " + change + " where sequence = " + from);
        for (TrailRow row : repository.after(from - 1, 1000)) {
            String previous = jdbc.queryForObject(
                    "select hash from audit_row where sequence = " + (row.sequence() - 1), String.class);
            TrailRow forged = new TrailRow(
                    row.sequence(),
                    row.at(),
                    row.actorId(),
                    row.actorName(),
                    row.verb(),
                    row.subjectType(),
                    row.subjectId(),
                    row.subjectName(),
                    row.beforeJson(),
                    row.afterJson(),
                    row.remoteAddress(),
                    row.requestId(),
                    String.valueOf(previous),
                    "");
            withoutGuard("update audit_row set previous_hash = '%s', hash = '%s' where sequence = %d"
                    .formatted(previous, forged.contentHash(), row.sequence()));
        }
        withoutGuard(
                "update audit_head set hash = (select hash from audit_row where audit_row.sequence = audit_head.sequence)");
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
    void theDatabaseItselfRefusesARowThatNoWalkWouldRead() {
        launch(1);

        for (long sequence : List.of(0L, -1L)) {
            assertThatThrownBy(() -> jdbc.update("""
                            insert into audit_row (sequence, at, actor_id, actor_name, verb, subject_type, subject_id,
                                subject_name, before_json, after_json, previous_hash, hash)
                            select ?, at, actor_id, actor_name, verb, subject_type, subject_id,
                                subject_name, before_json, after_json, previous_hash, hash from audit_row""", sequence)).isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    void aWalkThatClaimsToHaveComeFurtherThanTheTrailIsNone() {
        launch(1, 2);
        jdbc.update("update audit_walk set sequence = 1000");

        assertThat(about.state().walked()).isZero();
        assertThat(RunAs.get(() -> audit.awaitingWalk(Set.of("run.launched")))).containsExactly(2L);
        walks.now();
        assertThat(about.state().walked()).isEqualTo(2);
        assertThat(RunAs.get(() -> audit.awaitingWalk(Set.of("run.launched")))).isEmpty();
    }

    @Test
    void theTrailIsWalkedWhereItIsNotKnownHowFarTheLastWalkCame() {
        launch(1, 2);
        jdbc.update("delete from audit_walk");

        assertThat(about.state().walked()).isZero();
        walks.now();

        assertThat(about.state().walked()).isEqualTo(2);
    }

    @Test
    void whatIsAppendedDuringAWalkWaitsForTheNext() {
        launch(1, 2);

        audit.verify("", (rows, of) -> {}, () -> {
            if (audit.count(AuditFilter.ALL) == 2) {
                launch(3);
            }
            return false;
        });

        assertThat(about.state().walked()).isEqualTo(2);
    }

    @Test
    void settledRowsAreNamedByTheCheckAndHideNoOtherFinding() {
        transaction.executeWithoutResult(
                status -> launch(IntStream.rangeClosed(1, 130).toArray()));
        withoutGuard("update audit_row set subject_id = '0' where sequence in (3, 5)");
        walks.now();
        List<TrailState.BrokenRow> both = about.state().unsettled();
        settle(both.getFirst());
        assertThat(verify()).isEqualTo(new ChainVerification.Broken(5, "Row 5 was altered"));
        settle(both.getLast());

        assertThat(verify().words()).endsWith("rows, unbroken but for 2 that an admin settled");

        withoutGuard("update audit_row set subject_id = '0' where sequence between 6 and 105");
        walks.now();
        assertThat(about.state().more()).as("the settled ones do not count").isFalse();
        assertThat(about.state().unsettled()).hasSize(TrailState.MOST_BROKEN);
    }

    private void settle(TrailState.BrokenRow row) {
        acts.publish(SubjectTrail.SETTLED, SubjectTrail.rowOfTrail(row.sequence()), Map.of("hash", row.hash()));
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
                    together.await(2, TimeUnit.MINUTES);
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
    void whatIsBrokenIsFoundWhateverItsRowsAreAboutNow() {
        transaction.executeWithoutResult(
                status -> launch(IntStream.rangeClosed(1, 1_020).toArray()));
        withoutGuard("update audit_row set subject_id = '0' where sequence = 3");
        withoutGuard("update audit_row set verb = 'run.seen' where sequence = 1010");
        withoutGuard("delete from audit_row where sequence in (1000, 1020)");

        walks.now();

        assertThat(broken()).containsExactly(3L, 1_000L, 1_010L, 1_020L);
        assertThat(about.state().broken().orElseThrow())
                .startsWith("Rows 3, 1000, 1010, 1020 of the audit trail were altered or removed");
    }

    @Test
    void ofMoreBrokenRowsThanAreKeptThereIsNoneThatHidesAnother() {
        transaction.executeWithoutResult(
                status -> launch(IntStream.rangeClosed(1, 130).toArray()));
        withoutGuard("update audit_row set subject_id = '0' where sequence between 1 and 120");

        walks.now();

        assertThat(about.state().more()).isTrue();
        assertThat(about.state().unsettled()).hasSize(TrailState.MOST_BROKEN);
        assertThat(about.state().walked()).as("it is read to its end").isEqualTo(130);
        assertThat(about.state().broken().orElseThrow()).startsWith("More than 100 rows");
    }

    @Test
    void anEndThatWasMovedBackHidesNoBrokenRow() {
        launch(1, 2, 3, 4);
        withoutGuard("update audit_row set subject_id = '0' where sequence = 4");
        walks.now();
        withoutGuard("update audit_head set sequence = 2, hash = (select hash from audit_row where sequence = 2)");

        walks.now();

        assertThat(broken()).containsExactly(4L);
    }

    @Test
    void aHashThatIsNoneKeepsNoWalkFromItsEnd() {
        launch(1, 2, 3);
        sign();
        withoutGuard("update audit_row set hash = '?' where sequence = 2");

        walks.now();

        assertThat(broken()).containsExactly(2L, 3L);
        assertThat(verify().words()).isEqualTo("Row 2 was altered");
    }

    @Test
    void aStoppedWalkForgetsNothingThatWasFound() {
        launch(1, 2);
        withoutGuard("update audit_row set subject_id = '0' where sequence = 2");
        walks.now();

        audit.verify("", (rows, of) -> {}, () -> true);

        assertThat(broken()).containsExactly(2L);
    }

    @Test
    void whatIsAlteredBehindAMissingRowIsFoundToo() {
        launch(1, 2, 3, 4);
        withoutGuard("delete from audit_row where sequence = 2");
        withoutGuard("update audit_row set subject_id = '0' where sequence = 3");

        walks.now();

        assertThat(broken()).containsExactly(2L, 3L);
        assertThat(about.state().inDoubt()).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]", ""})
    void aRowThatIsNoJsonAnyLongerIsReadAsOneThatWasAltered(String json) {
        launch(1, 2);
        withoutGuard("update audit_row set after_json = '" + json + "' where sequence = 2");

        assertThat(about.about("run", List.of("2"), Set.of("run.launched")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.after()).isEmpty();
                    assertThat(row.intact()).isFalse();
                });
        assertThat(audit.page(AuditFilter.ALL, 0, 10)).hasSize(2);
    }

    private List<Long> broken() {
        return about.state().unsettled().stream()
                .map(TrailState.BrokenRow::sequence)
                .toList();
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

        assertThat(audit.page(AuditFilter.ALL, 0, 2))
                .extracting(AuditRow::sequence)
                .containsExactly(3L, 2L);
        assertThat(audit.page(AuditFilter.ALL, 2, 2))
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
    void anExportedTrailIsVerifiedWithoutTheServer(@TempDir Path folder) throws IOException {
        acts.publish(
                "run.launched",
                new AuditEvent.Subject("run", "1", "=\"Ö\u2028\""),
                Map.of("caption", "a\nb"),
                Map.of("caption", "\t"));
        launch(2, 3);
        String kept = sign();
        NoteKey key = RunAs.get(checkpoints::key);
        launch(4);

        Path honest = exported(folder.resolve("honest.jsonl"));
        chainAgainWith("actor_name = 'Mara'", 2);
        Path forged = exported(folder.resolve("forged.jsonl"));

        assertThat(Files.readString(honest).lines())
                .as("all rows, and that of the export")
                .hasSize((int) audit.count(AuditFilter.ALL) - 1);
        assertThat(Verdict.of(TrailVerifier.verify(honest, key, kept))).isEqualTo(Verdict.VERIFIED);
        assertThat(TrailVerifier.verify(forged, key, kept))
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                .singleElement()
                .satisfies(finding -> assertThat(finding.words())
                        .contains("the first row that was altered, added or removed is one of rows 1 to "));
    }

    private Path exported(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            audit.exportRows(out);
        }
        return file;
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

        assertThatThrownBy(() -> audit.page(AuditFilter.ALL, 0, 1)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(this::verify).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aThreadOfASchedulerHasTheRightsOfNobodyBeforeAndAfterItWorkedAsTheProduct() throws Exception {
        launch(1);
        ScheduledExecutorService scheduler = BackgroundThreads.single("test-scheduler");
        try {
            assertNobody(scheduler);
            Future<Long> asProduct =
                    scheduler.schedule(() -> RunAs.get(checkpoints::sign).size(), 0, TimeUnit.MILLISECONDS);
            assertThat(asProduct.get(1, TimeUnit.MINUTES)).isPositive();
            assertNobody(scheduler);
        } finally {
            scheduler.shutdownNow();
        }
        assertThat(audit.count(AuditFilter.ALL))
                .as("the person who is signed in here")
                .isPositive();
    }

    private void assertNobody(ScheduledExecutorService scheduler) {
        Future<Long> rows = scheduler.schedule(() -> audit.count(AuditFilter.ALL), 0, TimeUnit.MILLISECONDS);
        Future<TrailCheckpoint> signed = scheduler.schedule(() -> checkpoints.sign(), 0, TimeUnit.MILLISECONDS);
        for (Future<?> refused : List.of(rows, signed)) {
            assertThatThrownBy(() -> refused.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfAny(AccessDeniedException.class, AuthenticationException.class);
        }
    }

    private void launch(int... numbers) {
        IntStream.of(numbers)
                .forEach(number -> acts.publish(
                        "run.launched", new AuditEvent.Subject("run", Integer.toString(number), "#" + number)));
    }

    private ChainVerification verify() {
        return audit.verify("", (rows, of) -> {}, () -> false);
    }

    private void withoutGuard(String sql) {
        AuditFixtures.withoutGuard(jdbc, sql);
    }
}
