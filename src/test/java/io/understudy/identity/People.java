package io.understudy.identity;

import io.understudy.identity.accounts.Account;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.security.PasswordAuthenticationProvider;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** People of a test: each is created on first mention, with {@link #PASSWORD}, and can sign in. */
public class People {
    public static final String PASSWORD = "curtain rope lantern 41";

    private final Accounts accounts;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String hash;

    People(Accounts accounts, TransactionTemplate transaction, Clock clock, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.transaction = transaction;
        this.clock = clock;
        this.hash = encoder.encode(PASSWORD);
    }

    public SignedInPerson member(String name) {
        return person(name, Role.MEMBER);
    }

    public SignedInPerson reviewer(String name) {
        return person(name, Role.REVIEWER);
    }

    public SignedInPerson admin(String name) {
        return person(name, Role.ADMIN);
    }

    public SignedInPerson signIn(SignedInPerson person) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication(person));
        SecurityContextHolder.setContext(context);
        return person;
    }

    public static Authentication authentication(SignedInPerson person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                person, null, PasswordAuthenticationProvider.authorities(person.role()));
    }

    /** As if this person had typed their password just now. */
    public PasswordProof proofOf(UUID account) {
        return new PasswordProof(account, clock.instant());
    }

    /** As if the person who is signed in had typed their password just now. */
    public PasswordProof proof() {
        Authentication authentication =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        return proofOf(((SignedInPerson) Objects.requireNonNull(authentication.getPrincipal())).accountId());
    }

    private SignedInPerson person(String name, Role role) {
        Email email = new Email(name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.org");
        SignedInPerson found = transaction.execute(status -> accounts.findByEmail(email.value())
                .orElseGet(() -> accounts.save(new Account(email, new DisplayName(name), hash, role, clock.instant())))
                .asSignedIn());
        return Objects.requireNonNull(found);
    }
}
