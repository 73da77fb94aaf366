package io.understudy.identity.accounts;

import io.understudy.identity.AnyoneMay;
import io.understudy.identity.DisplayName;
import io.understudy.identity.Email;
import io.understudy.identity.Role;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The very first start: one link with a one-time token is printed to the log, and the person who opens it creates the first
 * admin. Until then no one can sign in; afterwards the link is invalid.
 */
@Service
@AnyoneMay
public class SetupService {
    private final Accounts accounts;
    private final PasswordPolicy policy;
    private final PasswordEncoder encoder;
    private final AuditEvents auditEvents;
    private final Clock clock;
    // In memory on purpose: a restart makes a new link, and a database dump holds none.
    private final AtomicReference<@Nullable SecretToken> token = new AtomicReference<>();

    SetupService(
            Accounts accounts, PasswordPolicy policy, PasswordEncoder encoder, AuditEvents auditEvents, Clock clock) {
        this.accounts = accounts;
        this.policy = policy;
        this.encoder = encoder;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean needed() {
        return accounts.count() == 0;
    }

    String issueToken() {
        SecretToken fresh = SecretToken.random();
        token.set(fresh);
        return fresh.secret();
    }

    @Transactional(readOnly = true)
    public boolean accepts(String secret) {
        SecretToken expected = token.get();
        return expected != null && expected.sameAs(new SecretToken(secret)) && accounts.count() == 0;
    }

    /**
     * Creates the first admin.
     *
     * @throws DomainException.NotFound when the link is wrong, used, or from an earlier start
     * @throws DomainException.RuleViolation when name, e-mail or password are not acceptable; the link stays usable
     */
    @Transactional
    public void createFirstAdmin(String secret, NewPerson person) {
        Email email = new Email(person.email());
        DisplayName name = new DisplayName(person.name());
        policy.check(person.password(), email.value(), name.value());
        SecretToken expected = token.get();
        if (expected == null
                || !expected.sameAs(new SecretToken(secret))
                || !token.compareAndSet(expected, null)
                || accounts.count() > 0) {
            throw new DomainException.NotFound(
                    "This set-up link is no longer valid. The server log shows the current one.");
        }
        Account admin = new Account(email, name, encoder.encode(person.password()), Role.ADMIN, clock.instant());
        accounts.save(admin);
        auditEvents.publishAs(
                admin.asSignedIn().actor(),
                "person.set-up",
                new AuditEvent.Subject("person", admin.getId().toString(), admin.displayName()),
                Map.of(),
                Map.of("email", admin.email(), "role", Role.ADMIN.name()));
    }
}
