package io.understudy.identity.security;

import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Account;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.LoginThrottle;
import io.understudy.identity.accounts.LoginThrottle.Counted;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.outages.Dependency;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Checks e-mail and password. Unknown, deactivated and wrong have the same answer and timing. */
@Component
public class PasswordAuthenticationProvider implements AuthenticationProvider {
    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final TransactionTemplate transaction;
    private final AuditEvents auditEvents;
    private final Refusals refusals;
    private final Clock clock;
    /** Costs as much as a sign-in, so not before the first one. */
    private final SingletonSupplier<String> hashOfNobody;

    PasswordAuthenticationProvider(
            Accounts accounts,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            TransactionTemplate transaction,
            AuditEvents auditEvents,
            Refusals refusals,
            Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.throttle = throttle;
        this.transaction = transaction;
        this.auditEvents = auditEvents;
        this.refusals = refusals;
        this.clock = clock;
        this.hashOfNobody =
                SingletonSupplier.of(() -> encoder.encode(SecretToken.random().secret()));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String password = String.valueOf(attempt.getCredentials());
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Counted byAccount = Counted.account(email);
        Counted byAddress = Counted.address(address);
        throttle.attempt(byAccount, byAddress).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
        try {
            return check(email, password, address, byAccount, byAddress);
        } catch (RuntimeException problem) {
            Dependency.lostIn(problem).ifPresent(away -> {
                throw new AuthenticationServiceException(away.words() + " does not answer.", problem);
            });
            throw problem;
        }
    }

    private Authentication check(String email, String password, String address, Counted byAccount, Counted byAddress) {
        Optional<Account> account = known(email, byAccount, byAddress);
        // The hash is computed in any case, so that the time does not reveal whether the account exists.
        String noPassword = hashOfNobody.obtain();
        boolean matches =
                encoder.matches(password, account.map(Account::passwordHash).orElse(noPassword));
        if (account.isEmpty() || !matches || !account.get().active()) {
            refusals.signIn(email, address);
            throw new BadCredentialsException("Wrong e-mail address or password.");
        }
        throttle.succeeded(byAccount, byAddress);
        SignedInPerson person =
                transaction.execute(status -> recordSuccess(account.get().getId()));
        return UsernamePasswordAuthenticationToken.authenticated(person, null, authorities(person.role()));
    }

    private Optional<Account> known(String email, Counted... attempted) {
        try {
            return accounts.findByEmail(email).filter(Account::isPerson);
        } catch (RuntimeException problem) {
            Dependency.lostIn(problem).ifPresent(away -> throttle.takeBack(attempted));
            throw problem;
        }
    }

    public static List<SimpleGrantedAuthority> authorities(Role role) {
        return role.included().stream()
                .map(included -> new SimpleGrantedAuthority("ROLE_" + included.name()))
                .toList();
    }

    private SignedInPerson recordSuccess(UUID id) {
        Account account = accounts.findById(id).orElseThrow(() -> new BadCredentialsException("gone"));
        account.signedIn(clock.instant());
        SignedInPerson person = account.asSignedIn();
        auditEvents.publishAs(
                person.actor(),
                "person.signed-in",
                new AuditEvent.Subject("person", id.toString(), account.displayName()),
                Map.of(),
                Map.of());
        return person;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
