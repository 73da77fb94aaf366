package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

@StudioTest
@Tag("attack")
class InvitationServiceTest {
    private static final NewPerson MARA = new NewPerson("Mara", "Mara@Example.org ", "velvet ladder prompt box");

    @Autowired
    InvitationService invitations;

    @Autowired
    TeamService team;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    private String invite(Role role) {
        people.signIn(people.admin("Ines"));
        String secret = invitations.invite("Mara", role, people.proof());
        SecurityContextHolder.clearContext();
        return secret;
    }

    @Test
    void anInvitationLetsOnePersonInOnceWithTheRoleItWasMadeFor() {
        String secret = invite(Role.REVIEWER);

        invitations.join(secret, MARA);

        people.signIn(people.admin("Ines"));
        assertThat(team.active())
                .anyMatch(person -> person.email().equals("mara@example.org") && person.role() == Role.REVIEWER);
        assertThat(invitations.open()).isEmpty();
        assertThatThrownBy(() -> invitations.join(secret, new NewPerson("Olaf", "olaf@example.org", MARA.password())))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessageContaining("already used");
    }

    @Test
    void anInvitationExpires() {
        String secret = invite(Role.MEMBER);
        clock.advance(Duration.ofDays(7));

        assertThatThrownBy(() -> invitations.welcome(secret)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> invitations.join(secret, MARA)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aWithdrawnInvitationLetsNobodyIn() {
        String secret = invite(Role.MEMBER);
        people.signIn(people.admin("Ines"));
        invitations.withdraw(invitations.open().getFirst().id());

        assertThatThrownBy(() -> invitations.join(secret, MARA)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aRefusedInputLeavesTheInvitationUsable() {
        String secret = invite(Role.MEMBER);

        assertThatThrownBy(() -> invitations.join(secret, new NewPerson("Mara", "mara@example.org", "mara2026")))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
        invitations.join(secret, MARA);
    }

    @Test
    void onlyAdminsInvite() {
        people.signIn(people.reviewer("Jon"));

        assertThatThrownBy(() -> invitations.invite("Mara", Role.MEMBER, people.proof()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whoDoesNotKnowTheAdminsPasswordGetsNoLinkNoInvitationNoRoleAndNoConfirmation() {
        AccountId jon = new AccountId(people.reviewer("Jon").accountId());
        people.signIn(people.admin("Ines"));
        PasswordProof old = people.proof();
        clock.advance(Reauthentication.HOLDS.plusSeconds(1));

        for (PasswordProof proof : List.of(old, people.proofOf(jon.value()))) {
            refused(() -> invitations.invite("Eve", Role.ADMIN, proof));
            refused(() -> invitations.offerNewPassword(jon, proof));
            refused(() -> team.changeRole(jon, Role.ADMIN, proof));
            refused(() -> team.confirm(jon, proof));
        }
        assertThat(invitations.open()).isEmpty();
        assertThat(invitations.openForNewPasswords()).isEmpty();
        assertThat(team.activeWith(Role.ADMIN)).hasSize(1);
    }

    @Test
    void whoDoesNotKnowTheAdminsPasswordBringsNoDeactivatedAdminBack() {
        AccountId olaf = new AccountId(people.admin("Olaf").accountId());
        people.signIn(people.admin("Ines"));
        team.deactivate(olaf);
        PasswordProof old = people.proof();
        clock.advance(Reauthentication.HOLDS.plusSeconds(1));

        refused(() -> team.reactivate(olaf, old));
        refused(() -> team.reactivate(olaf, people.proofOf(olaf.value())));
        assertThat(team.activeWith(Role.ADMIN)).doesNotContain(olaf);

        team.reactivate(olaf, people.proof());
        assertThat(team.activeWith(Role.ADMIN)).contains(olaf);
    }

    @Test
    void noAdminMakesALinkForThemselves() {
        SignedInPerson ines = people.signIn(people.admin("Ines"));

        assertThatThrownBy(() -> invitations.offerNewPassword(new AccountId(ines.accountId()), people.proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Change your own password on your profile page.");
        assertThat(invitations.openForNewPasswords()).isEmpty();
    }

    private static void refused(Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
    }

    @Test
    void aLinkForANewPasswordCannotBeUsedToJoin() {
        SignedInPerson mara = people.member("Mara");
        people.signIn(people.admin("Ines"));
        String secret = invitations.offerNewPassword(new AccountId(mara.accountId()), people.proof());

        assertThatThrownBy(() -> invitations.join(secret, new NewPerson("Eve", "eve@example.org", MARA.password())))
                .isInstanceOf(DomainException.NotFound.class);
        assertThat(invitations.chooseNewPassword(secret, "another velvet ladder"))
                .isEqualTo("mara@example.org");
        assertThatThrownBy(() -> invitations.chooseNewPassword(secret, "third velvet ladder"))
                .isInstanceOf(DomainException.NotFound.class);
    }
}
