package io.understudy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
@Tag("attack")
class SecretServiceTest {
    private static final SecretName KEY = new SecretName("cloud.key");
    private static final SecretName OTHER = new SecretName("cloud.other");
    private static final String CLEAR = "id-1234:secret-abcd";

    @Autowired
    SecretService secrets;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    People people;

    @BeforeEach
    void signIn() {
        people.signIn(people.admin("Ada"));
    }

    @Test
    void theProductReadsWhatAnAdminSet() throws Exception {
        secrets.keep(KEY, "first");
        secrets.keep(KEY, " " + CLEAR + "\n");

        assertThat(secrets.state(KEY))
                .hasValueSatisfying(state -> assertThat(state.setBy()).isEqualTo("Ada"));
        assertThat(RunAs.call(() -> secrets.reveal(KEY))).contains(CLEAR);
    }

    @Test
    void noPersonReadsIt() {
        secrets.keep(KEY, CLEAR);

        assertThatThrownBy(() -> secrets.reveal(KEY)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void neitherTheDatabaseNorTheAuditTrailHoldsItInClear() {
        secrets.keep(KEY, CLEAR);

        assertThat(jdbc.sql("select sealed from secret").query(String.class).single())
                .doesNotContain("abcd");
        assertThat(jdbc.sql("select count(*) from audit_row where verb = 'secret.set' and after_json not like '%abcd%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneSealedSecretDoesNotPassForAnother() {
        secrets.keep(KEY, CLEAR);
        secrets.keep(OTHER, "other");
        String sealed = jdbc.sql("select sealed from secret where name = 'cloud.key'")
                .query(String.class)
                .single();
        jdbc.sql("update secret set sealed = ? where name = 'cloud.other'")
                .param(sealed)
                .update();

        assertThatThrownBy(() -> RunAs.call(() -> secrets.reveal(OTHER)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("another key");
    }

    @Test
    void aForgottenSecretIsGone() throws Exception {
        secrets.keep(KEY, CLEAR);
        secrets.forget(KEY);
        secrets.forget(KEY);

        assertThat(secrets.state(KEY)).isEmpty();
        assertThat(RunAs.call(() -> secrets.reveal(KEY))).isEmpty();
    }

    @Test
    void anEmptyKeyOrOneOverTwoLinesIsRefused() {
        for (String wrong : new String[] {" ", "a\nb", "x".repeat(4001)}) {
            assertThatThrownBy(() -> secrets.keep(KEY, wrong))
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            refusal -> assertThat(refusal.field()).isEqualTo("secret"));
        }
    }
}
