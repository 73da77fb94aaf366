package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.audit.AuditFixtures;
import io.understudy.audit.ImmediateWalks;
import io.understudy.audit.SettlementService;
import io.understudy.audit.SubjectTrail;
import io.understudy.audit.TrailState;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunId;
import io.understudy.versions.VersionId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A maker stays one whatever is deleted from the database. */
class FourEyesLedgerTest extends FourEyesAcceptanceTest {
    @Autowired
    private ConsensusService consensus;

    @Autowired
    private JdbcTemplate statements;

    @Autowired
    private ImmediateWalks walks;

    @Autowired
    private SubjectTrail trail;

    @Autowired
    private SettlementService settlements;

    @Test
    void rowsThatAreDeletedFromTheLedgerMakeNobodyLessAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(trained(ava), "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void norDoThoseOfTheFirstOfTwoWhoAgreed() {
        people.signIn(lin);
        consensus.ask(ava, true);
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        people.signIn(mara);
        datasets.exclude(photos.get(0).id());
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(trained(ava), "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void norDoRowsAboutTheTriggerWord() {
        people.signIn(jon);
        rename("woman", "sks woman");
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(trained(ava), "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void norDoRowsThatAreDeletedBetweenTheLaunchAndTheResult() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        RunId run = launch(ava);
        jdbc.sql("delete from snapshot_contribution").update();
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(
                finish(run, "weights".getBytes(StandardCharsets.UTF_8)),
                "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void whoSettlesARowOfTheTrailBetweenTheLaunchAndTheResultIsAMaker() {
        SignedInPerson ines = people.admin("Ines");
        RunId run = launch(ava);
        AuditFixtures.withoutGuard(statements, "update audit_row set subject_name = 'another' where sequence = 1");
        walks.now();
        people.signIn(ines);
        TrailState.BrokenRow broken = trail.state().unsettled().getFirst();
        settlements.settle(broken, "Looked into.", people.proofOf(ines.accountId()));

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).anySatisfy(maker -> {
            assertThat(maker.name()).isEqualTo("Ines");
            assertThat(maker.toString()).contains("settled row 1 of the audit trail, which is not as it was written");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"picture.excluded", "run.launched"})
    void aRowOfTheTrailThatIsRewrittenBetweenTheLaunchAndTheResultIsNamedAndNobodySigns(String verb) {
        people.admin("Ines");
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        RunId run = launch(ava);
        jdbc.sql("delete from snapshot_contribution").update();
        jdbc.sql("delete from contribution").update();
        rewrite(verb, lin);

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(versions.details(id).contradictions())
                .anySatisfy(words ->
                        assertThat(words).contains("which says who made it, was altered before it was created"));
        assertThat(jdbc.sql("select title from inbox_notice")
                        .query(String.class)
                        .list())
                .contains("Rows of the audit trail were altered");
        reviews.submit(id, versions.details(id).revision());
        people.signIn(people.reviewer("Olaf"));
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.class)
                .hasMessageContaining("was altered before it was created");
    }

    @Test
    void puttingTheRowBackAfterTheResultMakesTheVersionNoMoreTrustworthy() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        RunId run = launch(ava);
        rewrite("picture.excluded", lin);
        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        rewrite("picture.excluded", jon);

        assertThat(versions.details(id).contradictions())
                .singleElement()
                .asString()
                .contains("was altered before it was created");
        assertThat(versions.details(trained(ava)).contradictions())
                .as("what is trained later rests on what was written")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject_id = '0'", "verb = 'run.cancelled'"})
    void aRunWhoseLaunchIsInNoRowOfTheTrailMakesAVersionThatNobodySigns(String change) {
        people.admin("Ines");
        RunId run = launch(ava);
        AuditFixtures.withoutGuard(statements, "update audit_row set " + change + " where verb = 'run.launched'");

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(versions.details(id).contradictions())
                .singleElement()
                .asString()
                .contains("had no row about the launch of run");
        assertThat(jdbc.sql("select title from inbox_notice")
                        .query(String.class)
                        .list())
                .contains("Rows of the audit trail are missing");
        reviews.submit(id, versions.details(id).revision());
        people.signIn(people.reviewer("Olaf"));
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.class)
                .hasMessageContaining("had no row about the launch of run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_row set subject_id = '0'",
                "update audit_row set subject_type = 'snippet'",
                "update audit_row set verb = 'picture.seen'",
                "delete from audit_row"
            })
    void aRowThatIsMovedAwayFromItsSubjectKeepsEveryoneFromSigning(String change) {
        people.admin("Ines");
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        RunId run = launch(ava);
        jdbc.sql("delete from snapshot_contribution").update();
        jdbc.sql("delete from contribution").update();
        long row = jdbc.sql("select sequence from audit_row where verb = 'picture.excluded'")
                .query(Long.class)
                .single();
        AuditFixtures.withoutGuard(statements, change + " where verb = 'picture.excluded'");

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(versions.details(id).contradictions()).isEmpty();
        reviews.submit(id, versions.details(id).revision());
        people.signIn(people.reviewer("Olaf"));
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.class)
                .hasMessageContaining("Row " + row + " of the audit trail was altered or removed");
    }

    @Test
    void aRunEndsAlsoWhereARowAboutItIsNoJsonAnyLonger() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        RunId run = launch(ava);
        AuditFixtures.withoutGuard(statements, "update audit_row set after_json = '{' where verb = 'picture.excluded'");

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(versions.details(id).contradictions())
                .singleElement()
                .asString()
                .contains("which says who made it, was altered before it was created");
    }

    private void rewrite(String verb, SignedInPerson by) {
        AuditFixtures.withoutGuard(
                statements,
                "update audit_row set actor_id = '%s', actor_name = '%s' where verb = '%s'"
                        .formatted(by.accountId(), by.displayName(), verb));
    }

    @Test
    void theDatabaseKeepsAMakerAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        VersionId id = trained(ava);

        assertThatThrownBy(
                        () -> jdbc.sql("""
                                        update version_participant set part = 'SIGNER', gave_data = false, launched = false
                                        where version_id = ? and account_id = ?""").params(id.value(), jon.accountId()).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .satisfies(refused -> assertThat(String.valueOf(refused.getMessage()))
                        .containsIgnoringCase("version_contribution_of_a_maker"));
        assertThatThrownBy(() -> jdbc.sql("delete from version_participant where version_id = ? and account_id = ?")
                        .params(id.value(), jon.accountId())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
