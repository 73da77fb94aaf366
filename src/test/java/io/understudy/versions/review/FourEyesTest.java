package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.decisions.PastDecision;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** By the service, and by the person who writes to the tables: on both databases. */
@Tag("attack")
class FourEyesTest extends VersionsTest {
    @Autowired
    TeamService team;

    @Test
    void whoLaunchedTheRunDoesNotSign() {
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = readyToSign(lin, mara);

        people.signIn(lin);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You launched run 41, so someone else signs: Ines and Jon can.");
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
    }

    @Test
    void whoGaveAPictureOrCaptionDoesNotSign() {
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = readyToSign(mara, mara, lin);

        people.signIn(lin);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You uploaded 24 pictures, so someone else signs");
    }

    @Test
    void whoAskedForTheReviewDoesNotSign() {
        VersionId id = draft();
        people.signIn(jon);
        reviews.submit(id, seen(id));
        tickAll(id);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You asked for this review, so someone else signs");
    }

    @Test
    void whoMadeAPartDoesNotApprove() {
        SignedInPerson olaf = people.admin("Olaf");
        VersionId id = readyToSign(mara, mara, olaf);
        people.signIn(jon);
        reviews.signOff(id, seen(id));

        people.signIn(olaf);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You uploaded 24 pictures, so someone else approves: Ines can.");
    }

    @Test
    void whoSignedDoesNotApprove() {
        VersionId id = readyToSign(mara, mara);
        people.signIn(ines);
        reviews.signOff(id, seen(id));
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You signed it off, so someone else approves. Nobody else in the team can: an admin"
                        + " invites another admin on the Team page.");
    }

    @Test
    void whoTookNoPartSignsAndAnotherApproves() {
        VersionId id = approved();

        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
        assertThat(details(id).decisions()).extracting(PastDecision::by).containsExactly("Mara", "Jon", "Ines");
    }

    @Test
    void aHigherRoleLaterDoesNotMakeAMakerASigner() {
        VersionId id = readyToSign(mara, mara);
        people.signIn(ines);
        team.changeRole(new AccountId(mara.accountId()), Role.REVIEWER, people.proof());

        people.signIn(new SignedInPerson(mara.accountId(), mara.email(), "Mara", Role.REVIEWER));
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("someone else signs");
    }

    @Test
    void whoSignedAnEarlierRoundDoesNotAskForTheNext() {
        VersionId id = signedOff();
        people.signIn(jon);
        reviews.sendBack(id, seen(id), "A second look at the hands, please.");
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.submit(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("You signed it off, so someone else asks for review");
    }

    @Test
    void whoSignedAnEarlierRoundMaySignTheNext() {
        VersionId id = signedOff();
        people.signIn(jon);
        reviews.sendBack(id, seen(id), "A second look at the hands, please.");
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);

        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void theDatabaseTakesNoSignatureFromAMaker() {
        VersionId id = readyToSign(mara, mara);

        refusedBy("version_decision_four_eyes", () -> insertDecision(id, mara, "SIGN_OFF", "SIGNER"));
        assertThatThrownBy(() -> insertParticipant(id, mara, "SIGNER"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theDatabaseTakesNoApprovalFromWhoSigned() {
        VersionId id = readyToSign(mara, mara);
        people.signIn(ines);
        reviews.signOff(id, seen(id));

        refusedBy("version_decision_four_eyes", () -> insertApproval(id, ines, id));
        assertThatThrownBy(() -> insertParticipant(id, ines, "APPROVER"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theDatabaseTakesNoSignatureWithoutAPart() {
        VersionId id = readyToSign(mara, mara);

        refusedBy("version_decision_part_fits", () -> insertDecision(id, mara, "SIGN_OFF", null));
        refusedBy("version_decision_part_fits", () -> insertDecision(id, mara, "SIGN_OFF", "MAKER"));
    }

    @Test
    void theDatabaseTurnsNoMakerIntoASigner() {
        VersionId id = readyToSign(mara, mara);
        insertParticipant(id, jon, "SIGNER");
        insertDecision(id, jon, "SIGN_OFF", "SIGNER");

        refusedBy(
                "version_decision_four_eyes",
                () -> jdbc.sql("update version_decision set account_id = ? where version_id = ? and part = 'SIGNER'")
                        .params(mara.accountId(), id.value())
                        .update());
        refusedBy("version_participant_makers_do_not_decide", () -> becomes(id, mara, "SIGNER"));
        refusedBy("version_decision_four_eyes", () -> becomes(id, jon, "APPROVER"));
    }

    @Test
    void theDatabaseTakesNoApprovalWithoutASignOffOfTheSameVersion() {
        VersionId other = signedOff();
        VersionId id = readyToSign(mara, mara);
        insertParticipant(id, ines, "APPROVER");

        refusedBy(
                "version_decision_approval_rests_on_a_sign_off", () -> insertDecision(id, ines, "APPROVE", "APPROVER"));
        refusedBy("version_decision_rests_on", () -> insertApproval(id, ines, other));
    }

    @Test
    void theDatabaseTakesNoProductionVersionWithoutItsOwnApproval() {
        VersionId other = revoked();
        VersionId id = signedOff();

        refusedBy("lora_version_production_is_approved_by_someone", () -> goLive(id, null));
        refusedBy("lora_version_approval", () -> goLive(id, decision(other, ReviewAction.APPROVE)));
        refusedBy("lora_version_approval", () -> goLive(id, decision(id, ReviewAction.SIGN_OFF)));
        refusedBy(
                "lora_version_production_is_approved",
                () -> jdbc.sql("update lora_version set state = 'APPROVED' where id = ?")
                        .param(id.value())
                        .update());
    }

    @Test
    void theDatabaseHoldsOneProductionVersionPerCharacterAndModel() {
        VersionId first = approved();
        approved();

        refusedBy("lora_version_one_production", () -> goLive(first, decision(first, ReviewAction.APPROVE)));
    }

    private static void refusedBy(String constraint, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOf(DataIntegrityViolationException.class)
                .satisfies(refused ->
                        assertThat(String.valueOf(refused.getMessage())).containsIgnoringCase(constraint));
    }

    private void becomes(VersionId id, SignedInPerson who, String part) {
        jdbc.sql("update version_participant set part = ? where version_id = ? and account_id = ?")
                .params(part, id.value(), who.accountId())
                .update();
    }

    private void goLive(VersionId id, @Nullable UUID approval) {
        jdbc.sql("""
                        update lora_version set state = 'APPROVED', production_of = character_id, approval_id = :approval,
                            approval_verb = :verb where id = :id""")
                .param("approval", approval, Types.OTHER)
                .param("verb", approval == null ? null : "APPROVE", Types.VARCHAR)
                .param("id", id.value())
                .update();
    }

    private UUID decision(VersionId id, ReviewAction action) {
        return jdbc.sql("select id from version_decision where version_id = ? and verb = ?")
                .params(id.value(), action.name())
                .query(UUID.class)
                .single();
    }

    private void insertApproval(VersionId id, SignedInPerson who, VersionId signed) {
        jdbc.sql("""
                        insert into version_decision (id, version_id, position, verb, from_state, to_state,
                            account_id, account_name, part, decided_at, manifest_hash, rests_on, rests_on_verb)
                        values (?, ?, 99, 'APPROVE', 'SIGNED_OFF', 'APPROVED', ?, ?, 'APPROVER', ?, ?, ?, 'SIGN_OFF')""")
                .params(
                        UUID.randomUUID(),
                        id.value(),
                        who.accountId(),
                        who.displayName(),
                        Timestamp.from(clock.instant()),
                        "0".repeat(64),
                        decision(signed, ReviewAction.SIGN_OFF))
                .update();
    }

    private VersionId readyToSign(SignedInPerson launcher, SignedInPerson... contributors) {
        VersionId id = runs.finish(launcher, contributors);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        return id;
    }

    private void insertParticipant(VersionId id, SignedInPerson who, String part) {
        jdbc.sql("""
                        insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                        values (?, ?, ?, false, false, false)""").param(id.value()).param(who.accountId()).param(part).update();
    }

    private void insertDecision(VersionId id, SignedInPerson who, String verb, @Nullable String part) {
        jdbc.sql("""
                        insert into version_decision (id, version_id, position, verb, from_state, to_state,
                            account_id, account_name, part, decided_at, manifest_hash)
                        values (?, ?, 99, ?, 'IN_REVIEW', 'SIGNED_OFF', ?, ?, ?, ?, ?)""")
                .param(UUID.randomUUID())
                .param(id.value())
                .param(verb)
                .param(who.accountId())
                .param(who.displayName())
                .param(part)
                .param(Timestamp.from(clock.instant()))
                .param("0".repeat(64))
                .update();
    }
}
