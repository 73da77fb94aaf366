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
 * The person who makes a link for a new password could open it: their own version is not signed by an account got that
 * way.
 */
@Tag("attack")
class LinkedPasswordTest extends VersionsTest {
    private static final String REFUSAL =
            "Your password was chosen by a link from a person who made part of this version";

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
    void aSignatureFromBeforeTheLinkStays() {
        VersionId id = readyToSign(ines);
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        takeOver(jon, ines);

        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());

        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
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
