package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The person who makes a link for a new password could open it: until another admin has confirmed the account, the two are
 * one hand where makers, signers and approvers have to differ.
 */
@Tag("attack")
class LinkedPasswordTest extends VersionsTest {
    private static final String REFUSAL =
            "Your password was chosen by a link from Ines, who made part of this version.";

    @Autowired
    InvitationService invitations;

    @Autowired
    TeamService team;

    private SignedInPerson olaf;

    @BeforeEach
    void thereIsASecondAdmin() {
        olaf = people.admin("Olaf");
    }

    @Test
    void anAccountWithAPasswordFromAMakersLinkSignsOnlyOnceAnotherAdminHasConfirmedIt() {
        VersionId id = readyToSign(ines);
        takeOver(jon, ines);

        people.signIn(jon);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(REFUSAL);
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);

        people.signIn(olaf);
        team.confirm(new AccountId(jon.accountId()), people.proof());
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void norDoesSuchAnAdminApprove() {
        VersionId id = readyToSign(ines);
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        takeOver(olaf, ines);

        people.signIn(olaf);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(REFUSAL);
    }

    @Test
    void aLinkFromSomebodyWhoTookNoPartChangesNothing() {
        VersionId id = readyToSign(mara);
        takeOver(jon, ines);

        people.signIn(jon);
        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void norDoesTheOneApproveWhoMadeTheLinkOfASigner() {
        VersionId id = readyToSign(mara);
        takeOver(jon, ines);
        people.signIn(jon);
        reviews.signOff(id, seen(id));

        assertApprovalIsRefused(id, ines, "You created a link by which Jon, who signed it off, chose a password.");

        people.signIn(olaf);
        team.confirm(new AccountId(jon.accountId()), people.proof());
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void norDoesAnAdminApproveByALinkOfASigner() {
        VersionId id = readyToSign(mara);
        people.signIn(olaf);
        reviews.signOff(id, seen(id));
        takeOver(ines, olaf);

        assertApprovalIsRefused(id, ines, "Your password was chosen by a link from Olaf, who signed it off.");
    }

    @Test
    void whoMadeTheLinkOfAMakerNeitherSignsNorApproves() {
        takeOver(mara, ines);
        VersionId id = readyToSign(mara);
        people.signIn(ines);
        ReviewedRevision seen = seen(id);
        String refusal = "You created a link by which Mara, who made part of this version, chose a password.";
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(refusal);
        assertThat(details(id).makers().getFirst().reasons())
                .extracting(Contribution.Reason::words)
                .contains("chose a password by a link from Ines that no other admin has confirmed");

        people.signIn(jon);
        reviews.signOff(id, seen(id));
        assertApprovalIsRefused(id, ines, refusal);

        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void linksOfOnePersonForAMakerAndASignerAreOneHand() {
        takeOver(mara, olaf);
        takeOver(jon, olaf);
        VersionId id = readyToSign(mara);

        people.signIn(jon);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Your password and that of Mara, who made part of this version, were chosen by"
                        + " links from the same person.");
    }

    @Test
    void neitherAnotherLinkNorAConfirmationOfTheirOwnFreesTheMakerOfTheFirst() {
        takeOver(mara, ines);
        takeOver(mara, olaf);
        VersionId id = readyToSign(mara);
        people.signIn(jon);
        reviews.signOff(id, seen(id));

        people.signIn(ines);
        assertThatThrownBy(() -> team.confirm(new AccountId(mara.accountId()), people.proof()))
                .hasMessageStartingWith("You created a link by which Mara chose a password.");
        assertApprovalIsRefused(id, ines, "You created a link by which Mara");

        people.signIn(people.admin("Otto"));
        team.confirm(new AccountId(mara.accountId()), people.proof());
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void aSignatureFromBeforeTheLinkStays() {
        VersionId id = readyToSign(ines);
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        takeOver(jon, ines);

        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());

        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    private void assertApprovalIsRefused(VersionId id, SignedInPerson admin, String why) {
        people.signIn(admin);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(why);
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    private VersionId readyToSign(SignedInPerson maker) {
        VersionId id = runs.finish(maker, maker);
        people.signIn(maker);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        return id;
    }

    private void takeOver(SignedInPerson account, SignedInPerson admin) {
        people.signIn(admin);
        String secret = invitations.offerNewPassword(new AccountId(account.accountId()), people.proof());
        invitations.chooseNewPassword(secret, "velvet ladder prompt box");
    }
}
