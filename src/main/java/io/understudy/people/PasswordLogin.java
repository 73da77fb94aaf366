package io.understudy.people;

import io.understudy.people.LoginThrottle.Counted;
import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Checks e-mail and password. Unknown, deactivated and wrong look and take the same. */
@Component
class PasswordLogin implements AuthenticationProvider {
    private static final UUID NOBODY = new UUID(0, 1);

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final TransactionTemplate transaction;
    private final Acts acts;
    private final Clock clock;
    /** Costs as much as a sign-in, so not before the first one. */
    private final SingletonSupplier<String> hashOfNobody;

    PasswordLogin(
            Accounts accounts,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            TransactionTemplate transaction,
            Acts acts,
            Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.throttle = throttle;
        this.transaction = transaction;
        this.acts = acts;
        this.clock = clock;
        this.hashOfNobody =
                SingletonSupplier.of(() -> encoder.encode(Token.random().secret()));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String password = String.valueOf(attempt.getCredentials());
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Counted byAccount = Counted.account(email);
        Counted byAddress = Counted.address(address);
        throttle.attempt(byAccount, byAddress).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        Optional<Account> account = accounts.findByEmail(email);
        // Both are asked for in any case, so that the time does not tell whether the account exists.
        String noPassword = hashOfNobody.obtain();
        boolean matches =
                encoder.matches(password, account.map(Account::passwordHash).orElse(noPassword));
        if (account.isEmpty() || !matches || !account.get().active()) {
            transaction.executeWithoutResult(status -> recordFailure(email));
            throw new BadCredentialsException("Wrong e-mail address or password.");
        }
        throttle.succeeded(byAccount, byAddress);
        SignedInPerson person =
                transaction.execute(status -> recordSuccess(account.get().getId()));
        return UsernamePasswordAuthenticationToken.authenticated(person, null, authorities(person.role()));
    }

    static List<SimpleGrantedAuthority> authorities(Role role) {
        return role.included().stream()
                .map(included -> new SimpleGrantedAuthority("ROLE_" + included.name()))
                .toList();
    }

    private SignedInPerson recordSuccess(UUID id) {
        Account account = accounts.findById(id).orElseThrow(() -> new BadCredentialsException("gone"));
        account.signedIn(clock.instant());
        SignedInPerson person = account.asSignedIn();
        acts.publishAs(
                person.actor(),
                "person.signed-in",
                new Act.Subject("person", id.toString(), account.displayName()),
                Map.of(),
                Map.of());
        return person;
    }

    private void recordFailure(String email) {
        String shown = email.length() > Email.MAX_LENGTH ? email.substring(0, Email.MAX_LENGTH) : email;
        acts.publishAs(
                new Actor(NOBODY, "nobody"),
                "person.sign-in-failed",
                new Act.Subject("sign-in", "-", shown),
                Map.of(),
                Map.of());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
