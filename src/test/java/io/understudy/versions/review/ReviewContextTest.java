package io.understudy.versions.review;

import static io.understudy.versions.ReviewAction.APPROVE;
import static io.understudy.versions.ReviewAction.RENEW;
import static io.understudy.versions.ReviewAction.REVOKE;
import static io.understudy.versions.ReviewAction.SEND_BACK;
import static io.understudy.versions.ReviewAction.SIGN_OFF;
import static io.understudy.versions.ReviewAction.SUBMIT;
import static io.understudy.versions.review.ReviewFixture.BEFORE;
import static io.understudy.versions.review.ReviewFixture.INES;
import static io.understudy.versions.review.ReviewFixture.JON;
import static io.understudy.versions.review.ReviewFixture.LIN;
import static io.understudy.versions.review.ReviewFixture.MARA;
import static io.understudy.versions.review.ReviewFixture.NOON;
import static io.understudy.versions.review.ReviewFixture.NOW;
import static io.understudy.versions.review.ReviewFixture.OLAF;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.Person;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands between a person and a verb. */
class ReviewContextTest {
    @Test
    void whoTookNoPartMaySignACompleteChecklist() {
        assertThat(new ReviewFixture().ticked().obstacles(SIGN_OFF, JON)).isEmpty();
    }

    @Test
    void theRoleIsNamedWithTheOneThatWouldDo() {
        assertThat(new ReviewFixture().ticked().signed(LIN, NOW).obstacles(APPROVE, JON))
                .isEqualTo("Only an admin approves; your role is Reviewer.");
        assertThat(new ReviewFixture().ticked().team(MARA).obstacles(SIGN_OFF, MARA))
                .isEqualTo(
                        "Only a reviewer signs; your role is Member. You uploaded or captioned pictures of its dataset"
                                + " and launched run 41, so someone else signs. Nobody else in the team can: an admin"
                                + " invites another reviewer on the Team page.");
    }

    @Test
    void whoMadeALinkForAMakersPasswordIsOneHandWithTheMaker() {
        assertThat(new ReviewFixture().ticked().linked(MARA, JON, NOON).obstacles(SIGN_OFF, JON))
                .isEqualTo(
                        "You created a link by which Mara, who made part of this version, chose a password. Ask another"
                                + " admin to confirm that account on the Team page first.");
    }

    @Test
    void aLinkForASignersPasswordCountsFromItsUseOn() {
        assertThat(new ReviewFixture()
                        .ticked()
                        .signed(JON, NOW)
                        .linked(JON, INES, NOON)
                        .obstacles(APPROVE, INES))
                .isEqualTo("You created a link by which Jon, who signed it off, chose a password. Ask another admin to"
                        + " confirm that account on the Team page first.");
        assertThat(new ReviewFixture()
                        .ticked()
                        .signed(JON, NOW)
                        .linked(JON, INES, NOON.plusSeconds(100))
                        .obstacles(APPROVE, INES))
                .isEmpty();
    }

    @Test
    void openItemsAreCountedAndNamed() {
        assertThat(new ReviewFixture().obstacles(SIGN_OFF, JON))
                .isEqualTo("2 of 2 checklist items are open: Face is consistent and Hands have five fingers.");
    }

    @Test
    void openItemsStandInTheWayOfSignaturesOnly() {
        assertThat(new ReviewFixture().obstacles(SEND_BACK, JON)).isEmpty();
        assertThat(new ReviewFixture().obstacles(REVOKE, INES)).isEmpty();
        assertThat(new ReviewFixture().obstacles(SUBMIT, MARA)).isEmpty();
    }

    @Test
    void staleItemsHaveToBeConfirmed() {
        ReviewFixture reviewed = new ReviewFixture().ticked().stale("face", "a cell was drawn anew");

        assertThat(reviewed.obstacles(SIGN_OFF, JON))
                .isEqualTo("“Face is consistent” has to be confirmed: a cell was drawn anew.");
        assertThat(reviewed.obstacles(SEND_BACK, JON)).isEmpty();
    }

    @Test
    void withdrawnPhotosStopTheWayForwardButNotTheWayBack() {
        ReviewFixture one = new ReviewFixture().ticked().withdraw("a.png");
        assertThat(one.obstacles(SIGN_OFF, JON))
                .isEqualTo("A photo it was trained on may no longer be used: a.png. An admin revokes the version, or"
                        + " reinstates the photos.");
        assertThat(one.obstacles(SEND_BACK, JON)).isEmpty();
        assertThat(one.obstacles(REVOKE, INES)).isEmpty();

        assertThat(new ReviewFixture()
                        .ticked()
                        .withdraw("a.png", "b.png", "c.png")
                        .obstacles(SIGN_OFF, JON))
                .startsWith("3 photos it was trained on may no longer be used: a.png, b.png, c.png. An");
        assertThat(new ReviewFixture()
                        .ticked()
                        .withdraw("a.png", "b.png", "c.png", "d.png")
                        .obstacles(SIGN_OFF, JON))
                .startsWith("4 photos it was trained on may no longer be used: a.png, b.png, c.png and others. An");
    }

    @Test
    void whatIsNotKnownAboutTheTrailStandsInTheWayOfSignaturesOnly() {
        ReviewFixture one = new ReviewFixture().ticked().uncertain("Row 3 was altered.");

        assertThat(one.obstacles(SIGN_OFF, JON)).isEqualTo("Row 3 was altered.");
        assertThat(one.obstacles(SEND_BACK, JON)).isEmpty();
        assertThat(one.obstacles(REVOKE, INES)).isEmpty();
    }

    @Test
    void nobodySignsTwice() {
        assertThat(new ReviewFixture().ticked().rules(2, true).signed(JON, NOW).obstacles(SIGN_OFF, JON))
                .isEqualTo("You have signed it off already; 1 more sign-off by others is missing.");
        assertThat(new ReviewFixture().ticked().rules(3, true).signed(JON, NOW).obstacles(SIGN_OFF, JON))
                .isEqualTo("You have signed it off already; 2 more sign-offs by others are missing.");
        assertThat(new ReviewFixture().ticked().signed(JON, NOW).obstacles(SIGN_OFF, JON))
                .isEqualTo("You have signed it off already.");
        assertThat(new ReviewFixture().ticked().signed(JON, BEFORE).obstacles(SIGN_OFF, JON))
                .isEqualTo("Your signature is there, but rests on something that has changed: sign again.");
    }

    @Test
    void onlyAStaleSignatureIsGivenAgain() {
        assertThat(new ReviewFixture().ticked().signed(JON, NOW).obstacles(RENEW, JON))
                .isEqualTo("No signature of yours rests on anything that has changed.");
        assertThat(new ReviewFixture().ticked().signed(JON, BEFORE).obstacles(RENEW, JON))
                .isEmpty();
        assertThat(new ReviewFixture().ticked().signed(JON, BEFORE).obstacles(RENEW, LIN))
                .isEqualTo("No signature of yours rests on anything that has changed.");
    }

    @Test
    void whatAPersonsPartAllowsIsKnownWithoutTheirRole() {
        ReviewContext context = new ReviewFixture().ticked().signed(JON, NOW).context();

        assertThat(context.roleAllows(SIGN_OFF, MARA.id().value()))
                .as("a maker")
                .isFalse();
        assertThat(context.roleAllows(APPROVE, JON.id().value()))
                .as("the signer")
                .isFalse();
        assertThat(context.roleAllows(SEND_BACK, JON.id().value())).isTrue();
        assertThat(context.roleAllows(APPROVE, INES.id().value()))
                .as("took no part")
                .isTrue();
        assertThat(new ReviewFixture()
                        .ticked()
                        .rules(1, false)
                        .signed(INES, NOW)
                        .context()
                        .roleAllows(APPROVE, INES.id().value()))
                .as("where the rules let a signer approve")
                .isTrue();
    }

    @Test
    void approvalNeedsSignOffsThatHold() {
        assertThat(new ReviewFixture().ticked().signed(JON, NOW).obstacles(APPROVE, INES))
                .isEmpty();
        assertThat(new ReviewFixture().ticked().signed(JON, BEFORE).obstacles(APPROVE, INES))
                .isEqualTo(
                        "What Jon signed off is not what is there now: Jon signs again, or the version is sent back.");
        assertThat(new ReviewFixture()
                        .ticked()
                        .rules(2, true)
                        .signed(JON, BEFORE)
                        .signed(LIN, BEFORE)
                        .obstacles(APPROVE, INES))
                .isEqualTo(
                        "What Jon and Lin signed off is not what is there now: they sign again, or the version is sent"
                                + " back.");
    }

    @Test
    void missingSignOffsAreCountedAndWhoCouldGiveThemIsNamed() {
        ReviewFixture reviewed = new ReviewFixture().ticked().signed(JON, NOW).rules(3, true);

        assertThat(reviewed.obstacles(APPROVE, INES)).isEqualTo("2 of 3 sign-offs are missing: Lin can.");
        assertThat(reviewed.rules(2, true).obstacles(APPROVE, INES)).isEqualTo("1 of 2 sign-offs is missing: Lin can.");
        assertThat(reviewed.team(MARA, JON, INES).obstacles(APPROVE, INES))
                .isEqualTo("1 of 2 sign-offs is missing. Nobody else in the team can: an admin invites another reviewer"
                        + " on the Team page.");
    }

    @Test
    void whoSignedApprovesOnlyWhereTheRulesLetThem() {
        ReviewFixture reviewed = new ReviewFixture().ticked().signed(INES, NOW).team(MARA, INES, OLAF);

        assertThat(reviewed.obstacles(APPROVE, INES))
                .isEqualTo("You signed it off, so someone else approves: Olaf can.");
        assertThat(reviewed.rules(1, false).obstacles(APPROVE, INES)).isEmpty();
    }

    @Test
    void makersDecideNothingAndDecidersAskForNothing() {
        ReviewFixture reviewed = new ReviewFixture().ticked().rules(1, false).signed(JON, NOW);

        assertThat(reviewed.obstacles(RENEW, MARA)).contains("so someone else signs again");
        assertThat(reviewed.obstacles(APPROVE, MARA)).contains("so someone else approves: Ines can.");
        assertThat(reviewed.obstacles(SUBMIT, JON)).startsWith("You signed it off, so someone else asks for review");
        assertThat(reviewed.obstacles(SUBMIT, LIN)).isEmpty();
        assertThat(reviewed.obstacles(SEND_BACK, JON)).isEmpty();
    }

    @Test
    void manyWhoCouldAreNotAllNamed() {
        ReviewFixture reviewed = new ReviewFixture().ticked().team(MARA, JON, LIN, INES, OLAF);

        assertThat(reviewed.obstacles(SIGN_OFF, MARA)).contains("someone else signs: Jon, Lin and Ines or others can.");
        assertThat(reviewed.team(MARA, JON, LIN, INES).obstacles(SIGN_OFF, MARA))
                .contains("someone else signs: Jon, Lin and Ines can.");
    }

    @Test
    void onlyWhatIsAskedOfAPersonIsOffered() {
        assertThat(new ReviewFixture().context().availableTo(JON)).containsExactly(SIGN_OFF, SEND_BACK, REVOKE);
        assertThat(new ReviewFixture()
                        .ticked()
                        .rules(2, true)
                        .signed(JON, NOW)
                        .context()
                        .availableTo(JON))
                .containsExactly(SEND_BACK, REVOKE);
        assertThat(new ReviewFixture().ticked().signed(JON, NOW).context().availableTo(LIN))
                .containsExactly(SEND_BACK, APPROVE, REVOKE);
        assertThat(new ReviewFixture()
                        .ticked()
                        .signed(JON, NOW)
                        .rules(2, true)
                        .context()
                        .availableTo(LIN))
                .containsExactly(SIGN_OFF, SEND_BACK, APPROVE, REVOKE);
        assertThat(new ReviewFixture().ticked().signed(JON, BEFORE).context().availableTo(JON))
                .containsExactly(SEND_BACK, RENEW, APPROVE, REVOKE);
    }

    @Test
    void theLastSignOffThatIsMissingIsEnough() {
        assertThat(new ReviewFixture().context().nextSignOffIsEnough()).isTrue();
        assertThat(new ReviewFixture().rules(2, true).context().nextSignOffIsEnough())
                .isFalse();
        assertThat(new ReviewFixture().rules(2, true).signed(JON, NOW).context().nextSignOffIsEnough())
                .isTrue();
        assertThat(new ReviewFixture()
                        .rules(2, true)
                        .signed(JON, BEFORE)
                        .context()
                        .nextSignOffIsEnough())
                .isFalse();
    }

    @Test
    void aRecalledDataSetStandsInTheWayOfEverythingButTheWayBack() {
        ReviewFixture reviewed = new ReviewFixture().ticked().recalled("Half of it shows her sister");
        String why = "The dataset it was trained on was recalled by Ines: Half of it shows her sister. An admin revokes"
                + " the version, or lifts the recall.";

        assertThat(reviewed.obstacles(SIGN_OFF, JON)).isEqualTo(why);
        assertThat(reviewed.obstacles(SUBMIT, MARA)).isEqualTo(why);
        assertThat(reviewed.obstacles(SEND_BACK, JON)).isEmpty();
        assertThat(reviewed.obstacles(REVOKE, INES)).isEmpty();
    }

    @Test
    void aFileIsWithheldForARecallOrForWithdrawnPhotos() {
        assertThat(new ReviewFixture().context().whyWithheld()).isEmpty();
        assertThat(new ReviewFixture().recalled("Bad!").context().whyWithheld())
                .hasValue("The dataset it was trained on was recalled by Ines: Bad!");
        assertThat(new ReviewFixture().withdraw("a.png").context().whyWithheld())
                .hasValue("Photos it was trained on may no longer be used (a.png).");
    }

    @Test
    void aSignatureThatIsNotOfferedSaysWhatComesFirst() {
        assertThat(notOffered(new ReviewFixture().ticked(), INES))
                .containsExactly("APPROVE It has to be signed off first; 1 more sign-off by others is missing.");
        assertThat(notOffered(new ReviewFixture().ticked().signed(JON, NOW), JON))
                .containsExactly("SIGN_OFF You have signed it.");
        assertThat(notOffered(new ReviewFixture().rules(2, true).ticked().signed(JON, NOW), JON))
                .containsExactly(
                        "SIGN_OFF You have signed it; 1 more sign-off by others is missing.",
                        "APPROVE It has to be signed off first; 1 more sign-off by others is missing.");
        assertThat(notOffered(new ReviewFixture().ticked().signed(JON, NOW), LIN))
                .containsExactly(
                        "SIGN_OFF As many have signed it off as the team's rules ask for; an admin approves it.");
        assertThat(notOffered(new ReviewFixture().took(SEND_BACK, JON, null, NOW), JON))
                .containsExactly(
                        "SIGN_OFF It was sent back: a maker answers and asks again first.",
                        "APPROVE It was sent back: a maker answers and asks again first.");
        assertThat(notOffered(new ReviewFixture().ticked().signed(JON, NOW).approved(INES, NOW), JON))
                .containsOnly("SIGN_OFF It is in production already.", "APPROVE It is in production already.");
        assertThat(notOffered(new ReviewFixture().took(REVOKE, INES, null, NOW), JON))
                .containsOnly("SIGN_OFF It was revoked, which is final.", "APPROVE It was revoked, which is final.");
    }

    private static List<String> notOffered(ReviewFixture reviewed, Person person) {
        return reviewed.context().unavailableTo(person).stream()
                .map(availableAction -> availableAction.action() + " " + String.join(" ", availableAction.obstacles()))
                .toList();
    }
}
