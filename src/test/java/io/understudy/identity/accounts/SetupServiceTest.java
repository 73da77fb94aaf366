package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class SetupServiceTest {
    private static final NewPerson INES = new NewPerson("Ines", "ines@example.org", "curtain rope lantern 41");

    @Autowired
    SetupService setup;

    @Test
    void theFirstStartMakesOneAdminThroughTheLinkAndNeverAgain() {
        String secret = setup.issueToken();
        assertThat(setup.needed()).isTrue();
        assertThat(setup.accepts(secret)).isTrue();

        setup.createFirstAdmin(secret, INES);

        assertThat(setup.needed()).isFalse();
        assertThat(setup.accepts(secret)).isFalse();
        assertThatThrownBy(() -> setup.createFirstAdmin(secret, INES)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aWrongTokenCreatesNobody() {
        setup.issueToken();

        assertThatThrownBy(() -> setup.createFirstAdmin("guess", INES)).isInstanceOf(DomainException.NotFound.class);
        assertThat(setup.needed()).isTrue();
    }

    @Test
    void aRefusedPasswordLeavesTheLinkUsable() {
        String secret = setup.issueToken();

        assertThatThrownBy(() -> setup.createFirstAdmin(secret, new NewPerson("Ines", "ines@example.org", "12345678")))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThat(setup.accepts(secret)).isTrue();
    }
}
