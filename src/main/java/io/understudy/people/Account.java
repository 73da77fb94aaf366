package io.understudy.people;

import io.understudy.shared.Act;
import io.understudy.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who can sign in. Accounts are deactivated, never deleted: the audit trail and the lineage name them. */
@Entity
@Table(name = "account")
class Account extends Aggregate {
    private String email;
    private String displayName;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean active;
    private Instant createdAt;
    private @Nullable Instant lastLoginAt;
    private @Nullable UUID passwordLinkBy;
    private boolean singleKeys;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(Email email, DisplayName name, String passwordHash, Role role, Instant createdAt) {
        super(UUID.randomUUID());
        this.email = email.value();
        this.displayName = name.value();
        this.passwordHash = passwordHash;
        this.role = role;
        this.active = true;
        this.createdAt = createdAt;
        this.singleKeys = true;
    }

    AccountId id() {
        return new AccountId(getId());
    }

    String email() {
        return email;
    }

    String displayName() {
        return displayName;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return role;
    }

    boolean active() {
        return active;
    }

    boolean isActiveAdmin() {
        return active && role == Role.ADMIN;
    }

    void rename(DisplayName name) {
        this.displayName = name.value();
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
        if (!link.createdBy().equals(getId())) {
            this.passwordLinkBy = link.createdBy();
        }
    }

    @Nullable
    UUID passwordLinkBy() {
        return passwordLinkBy;
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

    void signedIn(Instant at) {
        this.lastLoginAt = at;
    }

    Act.Subject asSubject() {
        return new Act.Subject("person", getId().toString(), displayName);
    }

    SignedInPerson asSignedIn() {
        return new SignedInPerson(getId(), email, displayName, role);
    }

    Person asPerson() {
        return new Person(id(), email, displayName, role, active, createdAt, lastLoginAt, passwordLinkBy);
    }
}
