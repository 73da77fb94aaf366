package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.PersonDeactivated;
import io.understudy.identity.PersonDemoted;
import io.understudy.identity.Role;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
public class TeamService {
    private final Accounts accounts;
    private final AccessLinks used;
    private final OpenLinkRevoker links;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    TeamService(
            Accounts accounts,
            AccessLinks used,
            OpenLinkRevoker links,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.used = used;
        this.links = links;
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    @MembersOnly
    public Page<Person> people(SearchText text, Pageable page) {
        return people(text, ListOrder.NAME, page);
    }

    /** Those who are active first. */
    @MembersOnly
    public Page<Person> people(SearchText text, ListOrder order, Pageable page) {
        return accounts.list(text.anywhere(), order.of(page, "displayName", "createdAt"))
                .map(Account::asPerson);
    }

    @MembersOnly
    public List<Person> find(SearchText text) {
        return accounts.find(text.anywhere(), text.beginning(), text.limit()).stream()
                .map(Account::asPerson)
                .toList();
    }

    @MembersOnly
    public List<Person> active() {
        return accounts.active().stream().map(Account::asPerson).toList();
    }

    @MembersAndSystem
    public List<AccountId> activeWith(Role atLeast) {
        return accounts.active().stream()
                .filter(account -> account.role().includes(atLeast))
                .map(Account::id)
                .toList();
    }

    /** Of an active account; empty where the person may do nothing any longer. */
    @MembersAndSystem
    public Optional<Role> role(AccountId id) {
        return accounts.findById(id.value()).filter(Account::active).map(Account::role);
    }

    /** The names of accounts, also of deactivated ones, and of the product; unknown ids are left out. */
    @MembersAndSystem
    public Map<UUID, String> names(Collection<UUID> ids) {
        Map<UUID, String> names =
                accounts.findByIdIn(ids).stream().collect(Collectors.toMap(Account::getId, Account::displayName));
        if (ids.contains(Actor.SYSTEM.id())) {
            names.put(Actor.SYSTEM.id(), Actor.SYSTEM.name());
        }
        return names;
    }

    /** Who invited these people; those whom nobody invited are left out. */
    @MembersAndSystem
    public Map<UUID, UUID> inviters(Collection<UUID> ids) {
        Map<UUID, UUID> inviters = new HashMap<>();
        accounts.findByIdIn(ids).forEach(account -> {
            UUID inviter = account.asPerson().invitedBy();
            if (inviter != null) {
                inviters.put(account.getId(), inviter);
            }
        });
        return inviters;
    }

    /** Those by which these people ever chose a password, the oldest first. */
    @MembersAndSystem
    public List<PasswordLink> passwordLinks(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : used.usedFor(ids);
    }

    /** Those by which a password was chosen and for which no other admin has vouched, the oldest first. */
    @MembersAndSystem
    public List<PasswordLink> unconfirmedPasswordLinks() {
        return used.unconfirmed();
    }

    /** Who reads what is sent to these accounts: for a service, the admins. */
    @MembersAndSystem
    public Set<AccountId> readers(Collection<UUID> ids) {
        List<Account> found = accounts.findByIdIn(ids);
        Set<AccountId> readers = found.stream()
                .filter(Account::isPerson)
                .map(Account::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (readers.size() < found.size()) {
            readers.addAll(activeWith(Role.ADMIN));
        }
        return readers;
    }

    /** Of a machine the person or the service in whose name it works. */
    @MembersOnly
    public Person me() {
        return accounts.findById(actor.get().id())
                .orElseThrow(TeamService::notInTheTeam)
                .asPerson();
    }

    /**
     * Gives a person another role; their sessions end, so that the new role holds everywhere at once. Links that
     * the person handed out as an admin end with that role, and what they queued and may no longer spend is cancelled.
     *
     * @throws DomainException.RuleViolation when the team would be left without an admin; in field {@code password}
     *     when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public void changeRole(AccountId id, Role role, PasswordProof proof) {
        passwords.require(proof);
        List<Account> admins = accounts.lockActiveAdmins();
        Account account = person(id);
        Role before = account.role();
        if (before == role) {
            return;
        }
        refuseToLoseTheLastAdmin(admins, account, "given another role");
        account.take(role);
        if (role != Role.ADMIN) {
            links.endFrom(account.getId(), actor.get());
        }
        auditEvents.publish(
                "person.role-changed", account.asSubject(), Map.of("role", before.name()), Map.of("role", role.name()));
        if (!role.includes(before)) {
            events.publishEvent(new PersonDemoted(id, before, role));
        }
        events.publishEvent(new AccessEnded(id, EndOfSession.NEW_ROLE));
    }

    /**
     * Takes a person's access away at once, on open pages too, ends every link for them and from them, and
     * takes what they queued out of the queues.
     *
     * @throws DomainException.RuleViolation when the team would be left without an admin
     */
    @AdminsOnly
    @Transactional
    public void deactivate(AccountId id) {
        List<Account> admins = accounts.lockActiveAdmins();
        Account account = person(id);
        if (!account.active()) {
            return;
        }
        refuseToLoseTheLastAdmin(admins, account, "deactivated");
        account.deactivate();
        links.endFor(account.getId(), actor.get());
        links.endFrom(account.getId(), actor.get());
        auditEvents.publish("person.deactivated", account.asSubject());
        events.publishEvent(new TokensEnded(id, actor.get()));
        events.publishEvent(new PersonDeactivated(id));
        events.publishEvent(new AccessEnded(id, EndOfSession.DEACTIVATED));
    }

    /**
     * Signs a person out everywhere, on open pages too; tokens and links stay.
     *
     * @throws DomainException.RuleViolation when it is the admin's own account
     */
    @AdminsOnly
    @Transactional
    public void endSessions(AccountId id) {
        if (id.value().equals(actor.get().id())) {
            throw new DomainException.RuleViolation(
                    "You are signed in here. End your other sessions on your profile page.");
        }
        Account account = person(id);
        account.endSessions();
        auditEvents.publish("person.sessions-ended", account.asSubject());
        events.publishEvent(new AccessEnded(id, EndOfSession.SIGNED_OUT_BY_ADMIN));
    }

    /**
     * Gives a person the access back that they had.
     *
     * @throws DomainException.RuleViolation in field {@code password} when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public void reactivate(AccountId id, PasswordProof proof) {
        passwords.require(proof);
        Account account = person(id);
        if (!account.active()) {
            account.reactivate();
            auditEvents.publish("person.reactivated", account.asSubject());
        }
    }

    /**
     * Vouches that an account is in its owner's hands after its password was chosen by a link.
     *
     * @throws DomainException.RuleViolation when the admin made such a link, is the person, or waits to be confirmed; in
     *     field {@code password} when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public void confirm(AccountId id, PasswordProof proof) {
        passwords.require(proof);
        accounts.requireConfirmed(actor.get().id());
        Account account = accounts.lock(id.value()).filter(Account::isPerson).orElseThrow(TeamService::notInTheTeam);
        if (account.passwordLinkBy() == null) {
            return;
        }
        UUID me = actor.get().id();
        List<AccessLink> chosenBy = used.unconfirmedOf(account.getId());
        if (chosenBy.stream().anyMatch(link -> link.createdBy().equals(me))) {
            throw new DomainException.RuleViolation(
                    "You created a link by which %s chose a password. Ask another admin to confirm."
                            .formatted(account.displayName()));
        }
        account.confirm();
        chosenBy.forEach(link -> link.confirm(me));
        auditEvents.publish("person.account-confirmed", account.asSubject());
    }

    private static void refuseToLoseTheLastAdmin(List<Account> admins, Account account, String what) {
        if (account.isActiveAdmin() && admins.size() == 1) {
            throw new DomainException.RuleViolation(account.displayName() + " is the last active admin and cannot be "
                    + what + ". Make someone else an admin first.");
        }
    }

    private Account person(AccountId id) {
        return accounts.findById(id.value()).filter(Account::isPerson).orElseThrow(TeamService::notInTheTeam);
    }

    private static DomainException.NotFound notInTheTeam() {
        return new DomainException.NotFound("This person is not in the team.");
    }
}
