package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.identity.DisplayName;
import io.understudy.identity.Email;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in, or a service, with which nobody does. Accounts are deactivated, never deleted: the audit trail and
 * the lineage name them.
 */
@Entity
@Table(name = "account")
public class Account extends Aggregate {
    private static final String NO_PASSWORD = "-";

    private String email;
    private String displayName;
    private String nameKey;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean active;
    private boolean service;
    private Instant createdAt;
    private @Nullable Instant lastLoginAt;
    private @Nullable UUID passwordLinkBy;
    private @Nullable UUID invitedBy;
    private boolean singleKeys;
    private int sessionEnds;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    public Account(Email email, DisplayName name, String passwordHash, Role role, Instant createdAt) {
        super(UUID.randomUUID());
        this.email = email.value();
        this.displayName = name.value();
        this.nameKey = name.key();
        this.passwordHash = passwordHash;
        this.role = role;
        this.active = true;
        this.createdAt = createdAt;
        this.singleKeys = true;
    }

    /** @param keeper the admin who makes it */
    static Account ofService(DisplayName name, UUID keeper, Instant createdAt) {
        Email none = new Email("service-" + UUID.randomUUID() + "@machines.invalid");
        Account account = new Account(none, name, NO_PASSWORD, Role.MEMBER, createdAt);
        account.service = true;
        account.invitedBy = keeper;
        return account;
    }

    AccountId id() {
        return new AccountId(getId());
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public Role role() {
        return role;
    }

    public boolean active() {
        return active;
    }

    public boolean isPerson() {
        return !service;
    }

    public boolean isActiveAdmin() {
        return active && role == Role.ADMIN;
    }

    void rename(DisplayName name) {
        this.displayName = name.value();
        this.nameKey = name.key();
    }

    void take(Role newRole) {
        this.role = newRole;
    }

    void deactivate() {
        this.active = false;
    }

    void reactivate() {
        this.active = true;
    }

    void choosePassword(String hash) {
        this.passwordHash = hash;
    }

    /** Chosen by a link, which its maker could have opened themselves. */
    void choosePassword(String hash, AccessLink link) {
        choosePassword(hash);
        this.passwordLinkBy = link.createdBy();
    }

    @Nullable
    UUID passwordLinkBy() {
        return passwordLinkBy;
    }

    void invitedBy(UUID admin) {
        this.invitedBy = admin;
    }

    void confirm() {
        this.passwordLinkBy = null;
    }

    boolean singleKeys() {
        return singleKeys;
    }

    void useSingleKeys(boolean on) {
        this.singleKeys = on;
    }

    void endSessions() {
        sessionEnds++;
    }

    Instant createdAt() {
        return createdAt;
    }

    public void signedIn(Instant at) {
        this.lastLoginAt = at;
    }

    /** Changes with everything that a session rests on. */
    public String standing() {
        return active + ":" + role + ":" + sessionEnds + ":" + passwordHash;
    }

    AuditEvent.Subject asSubject() {
        return new AuditEvent.Subject(service ? "service" : "person", getId().toString(), displayName);
    }

    public SignedInPerson asSignedIn() {
        return new SignedInPerson(getId(), email, displayName, role);
    }

    Person asPerson() {
        return new Person(id(), email, displayName, role, active, createdAt, lastLoginAt, passwordLinkBy, invitedBy);
    }
}
