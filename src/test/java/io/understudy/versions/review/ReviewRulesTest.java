package io.understudy.versions.review;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.training.RunSucceeded;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.decisions.Signature;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;

/** Each rule that is stored is enforced: tested with it on and with it off. */
@Tag("rules")
class ReviewRulesTest extends VersionsTest {
    @Test
    void withoutAChangeOneSignsAndAnotherApproves() {
        assertThat(withRules(new ReviewRules(1, true))).isEqualTo(new ReviewRules(1, true));
        people.signIn(mara);
        assertThat(rules.current()).isEqualTo(new ReviewRules(1, true));
    }

    @Test
    void oneSignOffIsEnoughWhereOneIsAskedFor() {
        VersionId id = ticked();
        people.signIn(jon);

        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void whereTwoAreAskedForTheVersionWaitsForTheSecond() {
        withRules(new ReviewRules(2, true));
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = ticked();
        people.signIn(jon);
        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        ReviewedRevision mine = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, mine))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You have signed it off already; 1 more sign-off by others is missing.");

        people.signIn(lin);
        reviews.signOff(id, seen(id));
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
        assertThat(details(id).signatures()).extracting(Signature::by).containsExactly("Jon", "Lin");
    }

    @Test
    void aStricterRuleCountsForWhatIsSignedAlready() {
        VersionId id = signedOff();
        withRules(new ReviewRules(2, true));
        SignedInPerson lin = people.reviewer("Lin");
        people.signIn(ines);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("1 of 2 sign-offs is missing: Lin can.");

        people.signIn(lin);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void sendingBackEndsTheSignaturesOfTheRound() {
        withRules(new ReviewRules(2, true));
        VersionId id = ticked();
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        reviews.sendBack(id, seen(id), "The hands after all.");
        people.signIn(mara);
        reviews.submit(id, seen(id));

        assertThat(details(id).signatures()).isEmpty();
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        assertThat(details(id).signatures()).hasSize(1);
    }

    @Test
    void whoSignedDoesNotApproveWhileTheRuleIsOn() {
        VersionId id = signedByInes();
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You signed it off, so someone else approves");
    }

    @Test
    void whoSignedMayApproveWhileTheRuleIsOff() {
        withRules(people.admin("Olaf"), new ReviewRules(1, false));
        VersionId id = signedByInes();

        reviews.approve(id, seen(id), proof());

        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
        assertThat(details(id).signatures()).extracting(Signature::by).containsExactly("Ines", "Ines");
    }

    @Test
    void whoMadeAPartNeverSignsWhateverTheRulesAre() {
        withRules(people.admin("Olaf"), new ReviewRules(1, false));
        VersionId id = runs.finish(ines, mara);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        people.signIn(ines);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You launched run 41, so someone else signs");
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        ReviewedRevision signed = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, signed, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You launched run 41, so someone else approves");
    }

    @Test
    void theDatabaseTakesAnApprovalBySomebodyWhoSignedOnlyWithTheMark() {
        VersionId id = signedByInes();

        assertThatThrownBy(() -> insertApproval(id, ines, false)).isInstanceOf(DataIntegrityViolationException.class);
        insertApproval(id, ines, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 6})
    void asManySignOffsAsNobodyCanGiveAreRefused(int signOffs) {
        assertThatThrownBy(() -> new ReviewRules(signOffs, true))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("Between 1 and 5 people sign a version off.");
    }

    @Test
    @Tag("attack")
    void thePersonWhoLoosensTheRulesNeitherSignsNorApprovesWhatIsNotDecided() {
        withRules(new ReviewRules(3, true));
        VersionId waiting = ticked();
        people.signIn(jon);
        reviews.signOff(waiting, seen(waiting));
        VersionId draft = draft();

        withRules(new ReviewRules(1, true));

        assertThat(details(waiting).makers())
                .extracting(maker -> maker.name() + " " + maker.actions())
                .anyMatch(words -> words.startsWith("Ines loosened the rules of review (3 sign-offs, approver differs;"
                        + " now 1 sign-off, approver differs)"));
        assertThat(details(waiting).hasStaleSignatures())
                .as("it was signed without that maker")
                .isTrue();
        ReviewedRevision seen = seen(waiting);
        assertThatThrownBy(() -> reviews.signOff(waiting, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You loosened the rules of review");
        assertThat(details(draft).makers()).extracting(Contribution::name).contains("Ines");
        withRules(new ReviewRules(3, true));
        assertThat(details(draft()).makers())
                .as("stricter rules make no one a maker")
                .extracting(Contribution::name)
                .doesNotContain("Ines");
    }

    @Test
    @Tag("attack")
    void thePersonWhoLoosensTheRulesWhileARunTrainsNeitherSignsNorApprovesItsVersion() {
        withRules(new ReviewRules(3, true));
        RunSucceeded training = runs.prepare("miniature", mara, mara);
        clock.advance(Duration.ofMinutes(1));
        withRules(new ReviewRules(1, true));
        RunAs.run(() -> transaction.executeWithoutResult(status -> events.publishEvent(training)));
        VersionId id =
                RunAs.get(() -> versions.ofRun(training.run()).orElseThrow().id());
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        people.signIn(ines);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You loosened the rules of review (3 sign-offs, approver differs; now 1");

        people.signIn(people.admin("Olaf"));
        reviews.approve(id, seen(id), proof());
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
        assertThat(details(id).contradictions()).isEmpty();
    }

    @Test
    @Tag("attack")
    void whatIsLaunchedAfterwardsIsHeldToTheRulesOfItsTime() {
        withRules(new ReviewRules(3, true));
        withRules(new ReviewRules(1, true));
        assertThat(makersOf(draft())).containsExactly("Mara");
    }

    @Test
    void whatIsRestoredBeforeAVersionIsThereMakesNobodyItsMaker() {
        withRules(new ReviewRules(3, true));
        RunSucceeded training = runs.prepare("miniature", mara, mara);
        clock.advance(Duration.ofMinutes(1));
        withRules(new ReviewRules(1, true));
        withRules(people.admin("Olaf"), new ReviewRules(3, true));
        RunAs.run(() -> transaction.executeWithoutResult(status -> events.publishEvent(training)));

        assertThat(makersOf(RunAs.get(
                        () -> versions.ofRun(training.run()).orElseThrow().id())))
                .containsExactly("Mara");
    }

    @Test
    @Tag("attack")
    void thePersonWhoLoosenedTheRulesIsMissedWhereTheirRowsAreDeleted() {
        withRules(new ReviewRules(3, true));
        VersionId before = draft();
        withRules(new ReviewRules(1, true));
        assertThat(details(before).contradictions()).isEmpty();

        for (String table : List.of("version_contribution", "version_participant")) {
            jdbc.sql("delete from " + table + " where version_id = ? and account_id = ?")
                    .params(before.value(), ines.accountId())
                    .update();
        }
        assertThat(details(before).contradictions())
                .containsExactly("Ines made a part of it, but is not among its makers.");
    }

    private List<String> makersOf(VersionId id) {
        people.signIn(mara);
        return details(id).makers().stream().map(Contribution::name).toList();
    }

    @Test
    @Tag("attack")
    void thePersonWhoSignedWhatIsNotDecidedDoesNotLoosenTheRules() {
        withRules(new ReviewRules(2, true));
        VersionId id = ticked();
        people.signIn(ines);
        reviews.signOff(id, seen(id));

        PasswordProof typed = proof();
        assertThatThrownBy(() -> rules.change(new ReviewRules(1, true), typed))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("which is not decided yet");
        assertThatThrownBy(() -> rules.change(new ReviewRules(2, false), typed))
                .isInstanceOf(DomainException.Conflict.class);
        assertThat(rules.current()).isEqualTo(new ReviewRules(2, true));
    }

    @Test
    @Tag("attack")
    void anApprovalStatesTheRulesOfItsMomentAndTheTrailKeepsThem() {
        VersionId id = approved();
        withRules(new ReviewRules(3, true));
        assertThat(details(id).decisions().getLast().signOffsAsked()).isEqualTo(1);
        assertThat(details(id).contradictions()).isEmpty();

        jdbc.sql("update version_decision set sign_offs_asked = 3 where version_id = ? and verb = 'APPROVE'")
                .param(id.value())
                .update();

        assertThat(details(id).contradictions())
                .singleElement()
                .asString()
                .contains("the number of sign-offs asked for differs");
    }

    @Test
    void onlyAnAdminChangesTheRules() {
        people.signIn(jon);
        PasswordProof typed = proof();

        assertThatThrownBy(() -> rules.change(new ReviewRules(2, true))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> rules.change(new ReviewRules(1, false), typed))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    @Tag("attack")
    void whoDoesNotKnowTheAdminsPasswordLoosensNoRule() {
        withRules(new ReviewRules(2, true));
        people.signIn(jon);
        PasswordProof ofJon = proof();
        people.signIn(ines);
        PasswordProof old = proof();
        clock.advance(Reauthentication.HOLDS.plusSeconds(1));

        for (ReviewRules looser : List.of(new ReviewRules(1, true), new ReviewRules(2, false))) {
            assertThatThrownBy(() -> rules.change(looser))
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("password"));
            for (PasswordProof useless : List.of(ofJon, old)) {
                assertThatThrownBy(() -> rules.change(looser, useless))
                        .isInstanceOf(DomainException.RuleViolation.class);
            }
        }
        assertThat(rules.current()).isEqualTo(new ReviewRules(2, true));
        rules.change(new ReviewRules(3, true));
        assertThat(rules.current()).isEqualTo(new ReviewRules(3, true));
    }

    @Test
    void theSettingsAskForThePasswordBeforeTheyLoosenARule() {
        signIn(ines);
        UI.getCurrent().navigate("settings");
        Checkbox differs =
                _get(Checkbox.class, spec -> spec.withLabel("People who signed off a version cannot approve it"));
        _setValue(differs, false);
        _click(_get(Button.class, spec -> spec.withText("Save rules")));
        assertThat(rules.current().approverDiffers()).isTrue();

        _setValue(_get(PasswordField.class, spec -> spec.withLabel("Your password")), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Loosen rules")));

        assertThat(rules.current().approverDiffers()).isFalse();
        _setValue(differs, true);
        _click(_get(Button.class, spec -> spec.withText("Save rules")));
        assertThat(rules.current().approverDiffers()).isTrue();
    }

    private ReviewRules withRules(ReviewRules wanted) {
        return withRules(ines, wanted);
    }

    private ReviewRules withRules(SignedInPerson admin, ReviewRules wanted) {
        people.signIn(admin);
        rules.change(wanted, proof());
        return rules.current();
    }

    private VersionId ticked() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        return id;
    }

    private VersionId signedByInes() {
        VersionId id = ticked();
        people.signIn(ines);
        reviews.signOff(id, seen(id));
        return id;
    }

    private void insertApproval(VersionId id, SignedInPerson who, boolean marked) {
        UUID signed = jdbc.sql("select id from version_decision where version_id = ? and verb = 'SIGN_OFF'")
                .param(id.value())
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        insert into version_decision (id, version_id, position, verb, from_state, to_state,
                            account_id, account_name, part, signer_may_approve, decided_at, manifest_hash,
                            rests_on, rests_on_verb)
                        values (?, ?, 99, 'APPROVE', 'SIGNED_OFF', 'APPROVED', ?, ?, 'SIGNER', ?, ?, ?, ?, 'SIGN_OFF')""")
                .params(
                        UUID.randomUUID(),
                        id.value(),
                        who.accountId(),
                        who.displayName(),
                        marked,
                        Timestamp.from(clock.instant()),
                        "0".repeat(64),
                        signed)
                .update();
    }
}
