package io.understudy.people;

import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of the team and their roles. */
@Service
@Transactional(readOnly = true)
public class TeamService {
    private final Accounts accounts;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;

    TeamService(Accounts accounts, CurrentActor actor, Acts acts, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
    }

    @MembersOnly
    public Page<Person> people(Pageable page) {
        return accounts.list(page).map(Account::asPerson);
    }

    /** Everybody who can sign in, by name. */
    @MembersOnly
    public List<Person> active() {
        return accounts.active().stream().map(Account::asPerson).toList();
    }

    /** Who can sign in and has at least this role. */
    @MembersAndSystem
    public List<AccountId> activeWith(Role atLeast) {
        return accounts.active().stream()
                .filter(account -> account.role().includes(atLeast))
                .map(Account::id)
                .toList();
    }

    /** The names of accounts, also of deactivated ones, and of the product; ids that nobody has are left out. */
    @MembersAndSystem
    public Map<UUID, String> names(Collection<UUID> ids) {
        Map<UUID, String> names =
                accounts.findByIdIn(ids).stream().collect(Collectors.toMap(Account::getId, Account::displayName));
        if (ids.contains(Actor.SYSTEM.id())) {
            names.put(Actor.SYSTEM.id(), Actor.SYSTEM.name());
        }
        return names;
    }

    @MembersOnly
    public Person me() {
        return load(new AccountId(actor.get().id())).asPerson();
    }

    /**
     * Gives a person another role; their sessions end, so that the new role holds everywhere at once.
     *
     * @throws Refusal.RuleBroken when the team would be left without an admin
     */
    @AdminsOnly
    @Transactional
    public void changeRole(AccountId id, Role role) {
        List<Account> admins = accounts.lockActiveAdmins();
        Account account = load(id);
        Role before = account.role();
        if (before == role) {
            return;
        }
        refuseToLoseTheLastAdmin(admins, account, "given another role");
        account.take(role);
        acts.publish(
                "person.role-changed", subject(account), Map.of("role", before.name()), Map.of("role", role.name()));
        events.publishEvent(
                new AccessEnded(id, "Your role was changed to " + role.label() + ". Please sign in again."));
    }

    /**
     * Takes a person's access away at once, on open pages too.
     *
     * @throws Refusal.RuleBroken when the team would be left without an admin
     */
    @AdminsOnly
    @Transactional
    public void deactivate(AccountId id) {
        List<Account> admins = accounts.lockActiveAdmins();
        Account account = load(id);
        if (!account.active()) {
            return;
        }
        refuseToLoseTheLastAdmin(admins, account, "deactivated");
        account.deactivate();
        acts.publish("person.deactivated", subject(account));
        events.publishEvent(new AccessEnded(id, "Your account was deactivated."));
    }

    @AdminsOnly
    @Transactional
    public void reactivate(AccountId id) {
        Account account = load(id);
        if (!account.active()) {
            account.reactivate();
            acts.publish("person.reactivated", subject(account));
        }
    }

    private static void refuseToLoseTheLastAdmin(List<Account> admins, Account account, String what) {
        if (account.isActiveAdmin() && admins.size() == 1) {
            throw new Refusal.RuleBroken(account.displayName() + " is the last active admin and cannot be " + what
                    + ". Make somebody else an admin first.");
        }
    }

    private Account load(AccountId id) {
        return accounts.findById(id.value())
                .orElseThrow(() -> new Refusal.NotFound("There is no such person in the team."));
    }

    private static Act.Subject subject(Account account) {
        return new Act.Subject("person", account.getId().toString(), account.displayName());
    }
}
