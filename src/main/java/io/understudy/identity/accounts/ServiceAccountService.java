package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.DisplayName;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts of machines, whose tokens do not end when a person leaves or chooses another password. */
@Service
@AdminsOnly
@Transactional(readOnly = true)
public class ServiceAccountService {
    private final Accounts accounts;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ServiceAccountService(
            Accounts accounts,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** Those that are open, by name. */
    public List<ServiceAccount> all() {
        return accounts.services().stream().map(ServiceAccountService::shown).toList();
    }

    /** @throws DomainException.RuleViolation in field {@code name}; or when the admin's own account waits to be confirmed */
    @Transactional
    public ServiceAccount create(String name) {
        DisplayName free = new DisplayName(name);
        accounts.requireConfirmed(actor.get().id());
        Accounts.requireFree(accounts, free, null);
        Account account = accounts.save(Account.ofService(free, actor.get().id(), clock.instant()));
        auditEvents.publish("service.created", account.asSubject());
        return shown(account);
    }

    /**
     * Closes one, permanently: its tokens end at once.
     *
     * @throws DomainException.NotFound when there is none
     */
    @Transactional
    public void close(AccountId id) {
        Account account = accounts.lock(id.value())
                .filter(found -> found.active() && !found.isPerson())
                .orElseThrow(() -> new DomainException.NotFound("There is no such service account. Reload the page."));
        account.deactivate();
        auditEvents.publish("service.closed", account.asSubject());
        events.publishEvent(new TokensEnded(account.id(), actor.get()));
    }

    private static ServiceAccount shown(Account account) {
        return new ServiceAccount(account.id(), account.displayName(), account.createdAt());
    }
}
