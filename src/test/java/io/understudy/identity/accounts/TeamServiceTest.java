package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.support.StudioTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
@Tag("attack")
class TeamServiceTest {
    @Autowired
    TeamService team;

    @Autowired
    People people;

    @Test
    void anAdminChangesARole() {
        SignedInPerson mara = people.member("Mara");
        people.signIn(people.admin("Ines"));

        team.changeRole(new AccountId(mara.accountId()), Role.REVIEWER, people.proof());

        assertThat(team.people(new SearchText("mar"), Pageable.ofSize(10)))
                .anyMatch(person -> person.name().equals("Mara") && person.role() == Role.REVIEWER);
    }

    @Test
    void peopleAreFoundByNameAndEmail() {
        people.member("Mara");
        people.signIn(people.admin("Ines"));

        Person found = team.people(new SearchText("MAR"), Pageable.ofSize(10)).stream()
                .findFirst()
                .orElseThrow();
        assertThat(found.name()).isEqualTo("Mara");
        assertThat(team.people(new SearchText(found.email()), Pageable.ofSize(10)))
                .containsExactly(found);
        assertThat(team.people(new SearchText("m_ra"), Pageable.ofSize(10))).isEmpty();
    }

    @Test
    void aReviewerChangesNoRole() {
        SignedInPerson mara = people.member("Mara");
        people.signIn(people.reviewer("Jon"));

        assertThatThrownBy(() -> team.changeRole(new AccountId(mara.accountId()), Role.ADMIN, people.proof()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theLastActiveAdminCanBeNeitherDemotedNorDeactivated() {
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        AccountId id = new AccountId(ines.accountId());

        assertThatThrownBy(() -> team.changeRole(id, Role.MEMBER, people.proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("last active admin");
        assertThatThrownBy(() -> team.deactivate(id)).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void twoAdminsWhoDeactivateEachOtherAtTheSameMomentLeaveOne() throws Exception {
        SignedInPerson ines = people.admin("Ines");
        SignedInPerson olaf = people.admin("Olaf");
        CyclicBarrier together = new CyclicBarrier(2);

        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first = threads.submit(deactivation(ines, olaf, together));
            Future<Boolean> second = threads.submit(deactivation(olaf, ines, together));
            assertThat(List.of(first.get(2, TimeUnit.MINUTES), second.get(2, TimeUnit.MINUTES)))
                    .containsExactlyInAnyOrder(true, false);
        }
        people.signIn(ines);
        assertThat(team.active()).hasSize(1);
    }

    private Callable<Boolean> deactivation(SignedInPerson by, SignedInPerson whom, CyclicBarrier together) {
        return () -> {
            people.signIn(by);
            together.await(2, TimeUnit.MINUTES);
            try {
                team.deactivate(new AccountId(whom.accountId()));
                return true;
            } catch (DomainException.RuleViolation lastOne) {
                return false;
            }
        };
    }
}
