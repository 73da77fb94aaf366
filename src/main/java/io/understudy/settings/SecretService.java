package io.understudy.settings;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keys of services that cost money: set and replaced by admins, read by the product's own work only, never shown again.
 * The audit trail records the change and its time, never the value.
 */
@Service
@Transactional(readOnly = true)
public class SecretService {
    private static final int LENGTH = 4000;

    private final SecretRepository secrets;
    private final Seal seal;
    private final AuditEvents auditEvents;
    private final CurrentActor actor;
    private final Clock clock;

    SecretService(SecretRepository secrets, Seal seal, AuditEvents auditEvents, CurrentActor actor, Clock clock) {
        this.secrets = secrets;
        this.seal = seal;
        this.auditEvents = auditEvents;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Keeps a secret in place of an earlier one.
     *
     * @throws DomainException.RuleViolation in {@code secret} when it is empty, has line breaks inside or is too long
     */
    @AdminsOnly
    @Transactional
    public void keep(SecretName name, String clear) {
        String text = clear.strip();
        if (text.isEmpty() || text.length() > LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw DomainException.RuleViolation.in(
                    "secret", "The key is empty, too long or has line breaks. Paste the whole key on one line.");
        }
        secrets.remove(name);
        secrets.add(name, seal.seal(name, text), actor.get(), clock.instant());
        auditEvents.publish("secret.set", subject(name));
    }

    @AdminsOnly
    @Transactional
    public void forget(SecretName name) {
        if (secrets.remove(name)) {
            auditEvents.publish("secret.removed", subject(name));
        }
    }

    @MembersAndSystem
    public Optional<SecretState> state(SecretName name) {
        return secrets.state(name);
    }

    /**
     * The secret itself; empty when none is set.
     *
     * @throws DomainException.RuleViolation when it was sealed with another key than this installation has now
     */
    @SystemOnly
    public Optional<String> reveal(SecretName name) {
        return secrets.sealed(name).map(text -> open(name, text));
    }

    /**
     * A secret that the installation makes for itself the first time it is needed; of two that are made at the same
     * moment one is kept.
     *
     * @throws DomainException.RuleViolation when it was sealed with another key than this installation has now
     */
    @SystemOnly
    @Transactional
    public String own(SecretName name, Supplier<String> making) {
        Optional<String> known = reveal(name);
        if (known.isPresent()) {
            return known.get();
        }
        if (secrets.add(name, seal.seal(name, making.get()), actor.get(), clock.instant())) {
            auditEvents.publish("secret.made", subject(name));
        }
        return reveal(name).orElseThrow();
    }

    private String open(SecretName name, String sealed) {
        try {
            return seal.open(name, sealed);
        } catch (Seal.BrokenSeal e) {
            throw new DomainException.RuleViolation(
                    "“" + name.value() + "” was sealed with another key than this installation has. Bring back the key"
                            + " file (or understudy.settings.secret-key), or set the secret again in Settings.",
                    e);
        }
    }

    private static AuditEvent.Subject subject(SecretName name) {
        return new AuditEvent.Subject("secret", name.value(), name.value());
    }
}
