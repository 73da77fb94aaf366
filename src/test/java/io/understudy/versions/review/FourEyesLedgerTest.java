package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.training.RunId;
import io.understudy.versions.VersionId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** A maker stays one whatever is deleted from the database. */
class FourEyesLedgerTest extends FourEyesAcceptanceTest {
    @Autowired
    private ConsensusService consensus;

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
