package io.understudy.identity.access;

import io.understudy.identity.access.AccessTokenDetails.State;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
class AccessToken extends Aggregate {
    static final int NAME_LENGTH = 40;
    static final int LONGEST_DAYS = 366;
    static final int MOST_CHARACTERS = 20;
    static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    /** How long before its end a reminder is due; none for a secret that is not valid for longer. */
    static final List<Duration> REMINDERS = List.of(Duration.ofDays(7), Duration.ofDays(1));

    /** Minimum time between two recorded uses: a machine that asks every second must not write every second. */
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private UUID accountId;
    private String name;
    private String scopes;

    /** Ids with spaces between; empty for all. */
    private String limitedTo;

    private String tokenHash;
    private Instant secretSince;

    /** Hash of the secret with which a program made the present one, until the first use of that; else null. */
    private @Nullable String rotatedBy;

    /** Hashes of the secrets that were replaced, each with the moment at which it ends. */
    @ElementCollection
    @CollectionTable(name = "access_token_former_secret", joinColumns = @JoinColumn(name = "token_id"))
    @MapKeyColumn(name = "secret_hash")
    @Column(name = "valid_until")
    private Map<String, Instant> formerSecrets = new HashMap<>();

    /** The latest of their ends, so that a list reads no secrets. */
    private @Nullable Instant formerUntil;

    private Instant createdAt;
    private Instant expiresAt;

    /** When its owner was last reminded that this secret ends. */
    private @Nullable Instant remindedAt;

    private @Nullable Instant lastUsedAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedBy;

    @SuppressWarnings("NullAway.Init")
    protected AccessToken() {}

    AccessToken(UUID account, TokenDraft draft, SecretToken secret, Instant now) {
        super(UUID.randomUUID());
        this.accountId = account;
        this.name = checked(draft.name());
        this.scopes = TokenScope.words(checked(draft.scopes()));
        this.limitedTo = limit(draft.characters());
        this.tokenHash = secret.hash();
        this.createdAt = now;
        this.secretSince = now;
        int days = draft.days();
        if (days < 1 || days > LONGEST_DAYS) {
            throw DomainException.RuleViolation.in("days", "A token is valid for 1 to " + LONGEST_DAYS + " days.");
        }
        this.expiresAt = now.plus(Duration.ofDays(days));
    }

    AccessTokenId id() {
        return new AccessTokenId(getId());
    }

    String name() {
        return name;
    }

    UUID account() {
        return accountId;
    }

    State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isBefore(expiresAt) ? State.VALID : State.EXPIRED;
    }

    /** When a secret of it ends; in the past for one that was replaced, {@link Instant#MIN} for a stranger's. */
    Instant endOf(String hash) {
        if (hash.equals(tokenHash)) {
            return expiresAt;
        }
        return formerSecrets.getOrDefault(hash, Instant.MIN);
    }

    /**
     * Takes another secret, which is valid as long as the first one was.
     *
     * @param by hash of the secret with which a program asks for it; null when a person does. One that was replaced already
     *     keeps its own end, and the secret that replaced it, which nobody used, ends
     * @param overlap for which the secret that it replaces still opens the door, and at most for which those do that were
     *     replaced before
     */
    void rotate(@Nullable String by, SecretToken secret, Duration overlap, Instant now) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw DomainException.RuleViolation.in(
                    "overlap", "The old token stays valid for at most " + LONGEST_OVERLAP.toDays() + " days.");
        }
        if (state(now) != State.VALID) {
            throw new DomainException.Conflict("This token is no longer valid. Create a new one.");
        }
        Duration validity = Duration.between(secretSince, expiresAt);
        Instant until = now.plus(overlap);
        Map<String, Instant> ends = new HashMap<>(formerSecrets);
        if (by == null || isCurrent(by)) {
            ends.put(tokenHash, expiresAt);
        }
        ends.replaceAll((hash, end) -> end.isBefore(until) ? end : until);
        ends.values().removeIf(end -> !now.isBefore(end));
        formerSecrets.clear();
        formerSecrets.putAll(ends);
        formerUntil = ends.values().stream().max(Comparator.naturalOrder()).orElse(null);
        tokenHash = secret.hash();
        rotatedBy = by;
        secretSince = now;
        expiresAt = now.plus(validity);
        remindedAt = null;
    }

    /** @return whether a reminder was due that has not been sent; it then counts as sent */
    boolean remind(Instant now) {
        boolean due = state(now) == State.VALID
                && REMINDERS.stream().map(expiresAt::minus).anyMatch(moment -> isMissing(moment, now));
        if (due) {
            remindedAt = now;
        }
        return due;
    }

    /** @return whether reminders were sent of an end that has come; they then count as settled */
    boolean settleReminders(Instant now) {
        boolean over = state(now) == State.EXPIRED && remindedAt != null;
        if (over) {
            remindedAt = null;
        }
        return over;
    }

    private boolean isMissing(Instant reminder, Instant now) {
        return secretSince.isBefore(reminder)
                && !now.isBefore(reminder)
                && (remindedAt == null || remindedAt.isBefore(reminder));
    }

    Instant expiresAt() {
        return expiresAt;
    }

    private boolean endsSoon(Instant now) {
        return state(now) == State.VALID && !now.isBefore(expiresAt.minus(REMINDERS.getFirst()));
    }

    boolean isCurrent(String hash) {
        return hash.equals(tokenHash);
    }

    /** Also with the secret that was replaced last, as long as nobody used the new one: its answer may have been lost. */
    boolean mayRotate(String hash) {
        return isCurrent(hash) || hash.equals(rotatedBy);
    }

    boolean isFirstUse(String hash) {
        return rotatedBy != null && isCurrent(hash);
    }

    Set<TokenScope> scopes() {
        return TokenScope.ofWords(scopes);
    }

    TokenGrant grant(String hash) {
        return new TokenGrant(getId(), name, scopes(), characters(), hash, endOf(hash));
    }

    private Set<UUID> characters() {
        return Arrays.stream(limitedTo.split(" "))
                .filter(id -> !id.isEmpty())
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    /** Whether what a secret of it was granted still holds. */
    boolean upholds(TokenGrant grant, Instant now) {
        return state(now) == State.VALID && now.isBefore(endOf(grant.secretHash()));
    }

    boolean isUseWorthRecording(Instant now) {
        return lastUsedAt == null || !now.isBefore(lastUsedAt.plus(USE_PRECISION));
    }

    /** @return whether it was not revoked before */
    boolean revoke(String by, Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        revokedBy = by;
        return true;
    }

    AccessTokenDetails line(String owner, boolean ofService, Instant now) {
        return new AccessTokenDetails(
                id(),
                name,
                owner,
                ofService,
                scopes(),
                characters(),
                createdAt,
                expiresAt,
                endsSoon(now),
                formerUntil != null && now.isBefore(formerUntil) ? formerUntil : null,
                lastUsedAt,
                revokedAt,
                revokedBy,
                state(now));
    }

    private static Set<TokenScope> checked(Set<TokenScope> scopes) {
        if (scopes.isEmpty()) {
            throw DomainException.RuleViolation.in("scopes", "Choose what the token may be used for.");
        }
        if (scopes.size() > 1 && scopes.stream().anyMatch(TokenScope::isForAdmins)) {
            throw DomainException.RuleViolation.in(
                    "scopes", "What is for admins needs a token of its own: leave out the other scopes.");
        }
        return scopes;
    }

    private static String limit(Set<UUID> characters) {
        if (characters.size() > MOST_CHARACTERS) {
            throw DomainException.RuleViolation.in(
                    "characters", "A token is limited to at most " + MOST_CHARACTERS + " characters.");
        }
        return characters.stream().map(UUID::toString).sorted().collect(Collectors.joining(" "));
    }

    private static String checked(String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > NAME_LENGTH || !Wording.isVisible(text)) {
            throw DomainException.RuleViolation.in(
                    "name", "Name the machine that will use it, in 1 to " + NAME_LENGTH + " characters.");
        }
        return text;
    }
}
