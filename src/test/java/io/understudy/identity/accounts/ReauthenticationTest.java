package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@StudioTest
@RecordApplicationEvents
@Tag("attack")
class ReauthenticationTest {
    @Autowired
    Reauthentication passwords;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    ApplicationEvents published;

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void theRightPasswordCountsForTwoMinutes() {
        people.signIn(people.admin("Ines"));
        PasswordProof proof = passwords.prove(People.PASSWORD);

        clock.advance(Reauthentication.HOLDS);
        assertThatCode(() -> passwords.require(proof)).doesNotThrowAnyException();
        clock.advance(Duration.ofSeconds(1));
        refused(() -> passwords.require(proof));
    }

    @Test
    void aWrongPasswordProvesNothingAndIsInTheAuditTrail() {
        people.signIn(people.admin("Ines"));

        refused(() -> passwords.prove("curtain rope lantern 42"));

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("person.password-refused")))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().name()).isEqualTo("Ines"));
    }

    @Test
    void somebodyElsesPasswordProvesNothing() {
        people.signIn(people.admin("Ines"));
        PasswordProof proof = passwords.prove(People.PASSWORD);

        people.signIn(people.admin("Olaf"));
        refused(() -> passwords.require(proof));
    }

    @Test
    void afterManyWrongPasswordsTheRightOneHasToWait() {
        people.signIn(people.admin("Ida"));
        for (int attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            refused(() -> passwords.prove("wrong"));
        }

        assertThatThrownBy(() -> passwords.prove(People.PASSWORD))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Too many wrong passwords. Try again in");
        clock.advance(LoginThrottle.WINDOW);
        assertThatCode(() -> passwords.prove(People.PASSWORD)).doesNotThrowAnyException();
    }

    private static void refused(Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
    }
}
