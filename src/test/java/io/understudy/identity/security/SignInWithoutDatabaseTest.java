package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.LoginThrottle;
import io.understudy.platform.core.AuditEvents;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** The database is away while a person signs in. */
class SignInWithoutDatabaseTest {
    private final Accounts accounts = mock(Accounts.class);
    private final LoginThrottle throttle = mock(LoginThrottle.class);
    private final Refusals refusals = mock(Refusals.class);
    private final PasswordEncoder encoder = mock(PasswordEncoder.class);
    private final PasswordAuthenticationProvider login = new PasswordAuthenticationProvider(
            accounts,
            encoder,
            throttle,
            mock(TransactionTemplate.class),
            mock(AuditEvents.class),
            refusals,
            Clock.systemUTC());

    private final UsernamePasswordAuthenticationToken attempt =
            UsernamePasswordAuthenticationToken.unauthenticated("mara@example.org", "a password");

    @Test
    void theSignInPageKnowsTheEmailAndThatTheDatabaseWasAway() throws Exception {
        when(accounts.findByEmail("mara@example.org")).thenThrow(away());
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
        request.setParameter("username", "mara@example.org");
        MockHttpServletResponse response = new MockHttpServletResponse();

        new LoginFailureHandler(Clock.systemUTC())
                .onAuthenticationFailure(
                        request,
                        response,
                        catchThrowableOfType(AuthenticationServiceException.class, () -> login.authenticate(attempt)));

        assertThat(response.getRedirectedUrl()).isEqualTo("/login?away");
        assertThat(request.getSession().getAttribute(FailedSignIn.KEY))
                .isEqualTo(new FailedSignIn("mara@example.org", null));
        verify(throttle).takeBack(any(), any());
    }

    @Test
    void aPasswordThatWasComparedCountsThoughTheDatabaseWasLostAfterwards() {
        when(accounts.findByEmail("mara@example.org")).thenReturn(Optional.empty());
        when(encoder.encode(any())).thenReturn("a hash");
        doThrow(away()).when(refusals).signIn(any(), any());

        assertThatThrownBy(() -> login.authenticate(attempt)).isInstanceOf(AuthenticationServiceException.class);
        verify(throttle, never()).takeBack(any(), any());
    }

    private static DataAccessResourceFailureException away() {
        return new DataAccessResourceFailureException(
                "no connection", new SQLTransientConnectionException("The database does not answer"));
    }

    @Test
    void anyOtherProblemIsNoOutage() {
        when(accounts.findByEmail("mara@example.org")).thenThrow(new IllegalStateException("a mistake"));

        assertThatThrownBy(() -> login.authenticate(attempt)).isInstanceOf(IllegalStateException.class);
        verify(throttle, never()).takeBack(any(), any());
    }
}
