package io.understudy.identity.accounts;

import io.understudy.identity.DisplayName;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@Service
@MembersOnly
@Transactional
public class ProfileService {
    private final Accounts accounts;
    private final PasswordPolicy policy;
    private final PasswordEncoder encoder;
    private final PasswordCheck own;
    private final OpenLinkRevoker links;
    private final TransactionTemplate transaction;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    ProfileService(
            Accounts accounts,
            PasswordPolicy policy,
            PasswordEncoder encoder,
            PasswordCheck own,
            OpenLinkRevoker links,
            TransactionTemplate transaction,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.policy = policy;
        this.encoder = encoder;
        this.own = own;
        this.links = links;
        this.transaction = transaction;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    @Transactional(readOnly = true)
    public String name() {
        return mine().displayName();
    }

    public void rename(String name) {
        Account account = mine();
        String before = account.displayName();
        DisplayName wanted = new DisplayName(name);
        Accounts.requireFree(accounts, wanted, account.getId());
        account.rename(wanted);
        auditEvents.publish(
                "person.renamed", account.asSubject(), Map.of("name", before), Map.of("name", account.displayName()));
    }

    /**
     * Changes the password; every session of the person ends, this one too, and so does a link for a new password, and
     * every access token that is not kept.
     *
     * @throws DomainException.RuleViolation in field {@code current} when the current password is wrong or after too
     *     many wrong ones, in {@code password} when
     *     the new one is not acceptable
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public void changePassword(PasswordChange change) {
        Account typed = mine();
        own.check(typed, change.current(), "current");
        policy.check(change.password(), typed.email(), typed.displayName());
        String hash = encoder.encode(change.password());
        transaction.executeWithoutResult(status -> store(typed, hash, change.keepTokens()));
    }

    private void store(Account typed, String hash, boolean keepTokens) {
        Account account = accounts.lock(typed.getId())
                .filter(Account::active)
                .filter(now -> now.passwordHash().equals(typed.passwordHash()))
                .orElseThrow(() -> new DomainException.Conflict(
                        "Your password was changed at the same moment, so nothing was saved. Sign in again."));
        account.choosePassword(hash);
        links.endFor(account.getId(), actor.get());
        auditEvents.publish("person.password-changed", account.asSubject());
        if (!keepTokens) {
            events.publishEvent(new TokensEnded(account.id(), actor.get()));
        }
        events.publishEvent(new AccessEnded(account.id(), EndOfSession.NEW_PASSWORD));
    }

    @Transactional(readOnly = true)
    public boolean singleKeys() {
        return mine().singleKeys();
    }

    public void useSingleKeys(boolean on) {
        Account account = mine();
        if (account.singleKeys() != on) {
            account.useSingleKeys(on);
            auditEvents.publish(
                    "person.single-keys-switched",
                    account.asSubject(),
                    Map.of("single keys", words(!on)),
                    Map.of("single keys", words(on)));
        }
    }

    private static String words(boolean on) {
        return on ? "on" : "off";
    }

    private Account mine() {
        return accounts.findById(actor.get().id())
                .orElseThrow(() -> new DomainException.NotFound("Your account no longer exists."));
    }
}
