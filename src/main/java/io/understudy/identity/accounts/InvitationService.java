package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.AnyoneMay;
import io.understudy.identity.DisplayName;
import io.understudy.identity.Email;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.Role;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
public class InvitationService {
    private final Accounts accounts;
    private final AccessLinks links;
    private final OpenLinkRevoker openLinks;
    private final PasswordPolicy policy;
    private final PasswordEncoder encoder;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    InvitationService(
            Accounts accounts,
            AccessLinks links,
            OpenLinkRevoker openLinks,
            PasswordPolicy policy,
            PasswordEncoder encoder,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.openLinks = openLinks;
        this.policy = policy;
        this.encoder = encoder;
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes an invitation.
     *
     * @param label name of the invited person, to distinguish open invitations; 1 to 80 characters
     * @return the secret for the link, shown this once and not stored
     * @throws DomainException.RuleViolation in field {@code password} when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public String invite(String label, Role role, PasswordProof proof) {
        passwords.require(proof);
        DisplayName name = new DisplayName(label);
        accounts.requireConfirmed(actor.get().id());
        SecretToken token = SecretToken.random();
        AccessLink link = links.save(
                AccessLink.invitation(token, role, name.value(), actor.get().id(), clock.instant()));
        auditEvents.publish("person.invited", link.asSubject(), Map.of("role", role.name()));
        return token.secret();
    }

    @AdminsOnly
    public List<OpenInvitation> open() {
        return links.openInvitations(clock.instant());
    }

    @AdminsOnly
    public List<OpenPasswordLink> openForNewPasswords() {
        return links.openPasswordLinks(clock.instant());
    }

    @AdminsOnly
    @Transactional
    public void withdraw(UUID id) {
        AccessLink link = links.lockById(id)
                .filter(found -> found.usable(clock.instant()))
                .orElseThrow(() -> new DomainException.NotFound(
                        "This link was already used, withdrawn or replaced, or it has expired. Reload the page."));
        link.withdraw(clock.instant());
        auditEvents.publish(link.withdrawal(), link.asSubject());
    }

    /**
     * Makes a link by which a person chooses a new password; the admin neither sees nor chooses it. It replaces an
     * earlier one.
     *
     * @return the secret for the link, shown this once and not stored
     * @throws DomainException.RuleViolation when it is the admin's own account, or when that waits to be confirmed:
     *     another could be behind it; in field {@code password} when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public String offerNewPassword(AccountId id, PasswordProof proof) {
        passwords.require(proof);
        accounts.requireConfirmed(actor.get().id());
        if (id.value().equals(actor.get().id())) {
            throw new DomainException.RuleViolation(
                    "Change your own password on your profile page. If you forgot it, ask another admin for a link.");
        }
        Account account = accounts.lock(id.value())
                .filter(Account::active)
                .filter(Account::isPerson)
                .orElseThrow(() -> new DomainException.NotFound("This person has no active account."));
        openLinks.endFor(account.getId(), actor.get());
        SecretToken token = SecretToken.random();
        AccessLink link =
                links.save(AccessLink.newPassword(token, account, actor.get().id(), clock.instant()));
        auditEvents.publish("person.new-password-offered", link.asSubject());
        return token.secret();
    }

    public record Welcome(String label, String roleLabel, boolean newPasswordOnly) {}

    /** @throws DomainException.NotFound when the link was used, withdrawn, or is too old */
    @AnyoneMay
    public Welcome welcome(String secret) {
        AccessLink link =
                usable(links.findByTokenHash(new SecretToken(secret).hash()).orElse(null), clock.instant());
        boolean newPassword = link.purpose() == AccessLink.Purpose.NEW_PASSWORD;
        return new Welcome(link.label(), newPassword ? "" : link.invitedAs().label(), newPassword);
    }

    /**
     * Joins the team.
     *
     * @throws DomainException.NotFound when the link was used, withdrawn, or is too old
     * @throws DomainException.RuleViolation when an input is not acceptable; the link stays usable
     */
    @AnyoneMay
    @Transactional
    public void join(String secret, NewPerson person) {
        Email email = new Email(person.email());
        DisplayName name = new DisplayName(person.name());
        policy.check(person.password(), email.value(), name.value());
        AccessLink link = usableFor(secret, AccessLink.Purpose.INVITATION);
        if (accounts.existsByEmail(email.value())) {
            throw DomainException.RuleViolation.in("email", "Someone in the team already signs in with this address.");
        }
        Accounts.requireFree(accounts, name, null);
        Instant now = clock.instant();
        link.use(now);
        Account account = new Account(email, name, encoder.encode(person.password()), link.invitedAs(), now);
        account.invitedBy(link.createdBy());
        accounts.save(account);
        auditEvents.publishAs(
                account.asSignedIn().actor(),
                "person.joined",
                account.asSubject(),
                Map.of(),
                Map.of("email", account.email(), "role", account.role().name()));
    }

    /**
     * Chooses a new password by a link; all other sessions of the person end, and so does every other link.
     *
     * @return the e-mail address to sign in with
     */
    @AnyoneMay
    @Transactional
    public String chooseNewPassword(String secret, String password) {
        Account account = links.accountOf(new SecretToken(secret).hash())
                .flatMap(accounts::lock)
                .filter(Account::active)
                .orElseThrow(InvitationService::dead);
        AccessLink link = usableFor(secret, AccessLink.Purpose.NEW_PASSWORD);
        policy.check(password, account.email(), account.displayName());
        link.use(clock.instant());
        account.choosePassword(encoder.encode(password), link);
        openLinks.endFor(account.getId(), account.asSignedIn().actor());
        auditEvents.publishAs(
                account.asSignedIn().actor(),
                "person.password-changed",
                account.asSubject(),
                Map.of(),
                Map.of("by", "link"));
        events.publishEvent(new TokensEnded(account.id(), account.asSignedIn().actor()));
        events.publishEvent(new AccessEnded(account.id(), EndOfSession.NEW_PASSWORD));
        return account.email();
    }

    private AccessLink usableFor(String secret, AccessLink.Purpose purpose) {
        AccessLink link =
                usable(links.lockByTokenHash(new SecretToken(secret).hash()).orElse(null), clock.instant());
        if (link.purpose() != purpose) {
            throw dead();
        }
        return link;
    }

    private static AccessLink usable(@Nullable AccessLink link, Instant now) {
        if (link == null || !link.usable(now)) {
            throw dead();
        }
        return link;
    }

    private static DomainException.NotFound dead() {
        return new DomainException.NotFound(
                "This link was already used, withdrawn, or has expired. Ask an admin for a new one.");
    }
}
