package io.understudy.identity.access;

import io.understudy.identity.AccountId;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.AnyoneMay;
import io.understudy.identity.DisplayName;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Account;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.identity.accounts.TokensEnded;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens for machines. One opens the API and the {@link TokenReadablePath}s, as far as its {@link TokenScope}s and characters
 * go, and nothing else: no page, no form, no signature, whatever the role of its owner.
 */
@Service
@Transactional(readOnly = true)
public class AccessTokenService {
    /** Begins every token, so that people and secret scanners know what they have found. */
    public static final String PREFIX = "understudy_";

    /** What a service account's tokens may be used for: each version is made by people, and others decide about it. */
    public static final List<TokenScope> OF_SERVICES = List.of(TokenScope.READ, TokenScope.RELEASE_READ);

    private static final int MOST_VALID = 20;

    private final AccessTokens tokens;
    private final Accounts accounts;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccessTokenService(
            AccessTokens tokens,
            Accounts accounts,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @MembersOnly
    public Page<AccessTokenDetails> mine(SearchText text, ListOrder order, Pageable page) {
        return tokens.of(actor.get().id(), text.anywhere(), inOrder(order, page))
                .map(this::ownLine);
    }

    /**
     * The own ones, the newest first.
     *
     * @param after the place behind which they begin; null for the newest
     */
    @MembersOnly
    public List<AccessTokenDetails> mineBehind(@Nullable ListPlace<Instant, UUID> after, int most) {
        ListPlace<Instant, UUID> place = after == null ? ListPlace.LATEST : after;
        return tokens.earlier(actor.get().id(), place.key(), place.id(), Limit.of(most)).stream()
                .map(this::ownLine)
                .toList();
    }

    /** @throws DomainException.NotFound when there is none, or it is someone else's */
    @MembersOnly
    public AccessTokenDetails own(AccessTokenId id) {
        return tokens.findById(id.value())
                .filter(found -> found.account().equals(actor.get().id()))
                .map(this::ownLine)
                .orElseThrow(AccessTokenService::notFound);
    }

    private AccessTokenDetails ownLine(AccessToken token) {
        return token.line(actor.get().name(), false, clock.instant());
    }

    private static Pageable inOrder(ListOrder order, Pageable page) {
        return order.of(page, "name", "createdAt");
    }

    /** Whether a machine of the person can fetch files at present. */
    @MembersOnly
    public boolean anyValid() {
        return valid(actor.get().id()) > 0;
    }

    private long valid(UUID account) {
        return tokens.findByAccountId(account).stream()
                .filter(token -> token.state(clock.instant()) == AccessTokenDetails.State.VALID)
                .count();
    }

    /** By their names and those of their owners. */
    @AdminsOnly
    public Page<AccessTokenDetails> all(SearchText text, ListOrder order, Pageable page) {
        Page<AccessToken> found = tokens.list(text.anywhere(), inOrder(order, page));
        Map<UUID, Account> owners = owners(found.getContent());
        return found.map(token -> {
            Account owner = owners.get(token.account());
            return owner == null
                    ? token.line("?", false, clock.instant())
                    : token.line(owner.displayName(), !owner.isPerson(), clock.instant());
        });
    }

    private Map<UUID, Account> owners(List<AccessToken> some) {
        Set<UUID> ids = some.stream().map(AccessToken::account).collect(Collectors.toSet());
        return accounts.findByIdIn(ids).stream().collect(Collectors.toMap(Account::getId, Function.identity()));
    }

    /**
     * Creates a token for an own machine.
     *
     * @throws DomainException.RuleViolation in the part of the draft that breaks a rule, or in {@code password}; or when the person
     *     has too many already
     */
    @MembersOnly
    @Transactional
    public NewAccessToken create(TokenDraft draft, PasswordProof proof) {
        passwords.require(proof);
        UUID me = actor.get().id();
        boolean admin = accounts.findById(me).map(Account::isActiveAdmin).orElse(false);
        if (draft.scopes().stream().anyMatch(TokenScope::isForAdmins) && !admin) {
            throw DomainException.RuleViolation.in(
                    "scopes", "Only admins read the audit trail and manage webhooks and the queue.");
        }
        return add(me, "You have ", draft, described(draft));
    }

    /**
     * Creates a token of a service account.
     *
     * @throws DomainException.NotFound when there is no such service account
     * @throws DomainException.RuleViolation as {@link #create} does, and in {@code scopes} for what is left to people
     */
    @AdminsOnly
    @Transactional
    public NewAccessToken createFor(AccountId service, TokenDraft draft, PasswordProof proof) {
        passwords.require(proof);
        Account owner = accounts.findById(service.value())
                .filter(found -> found.active() && !found.isPerson())
                .orElseThrow(() -> new DomainException.NotFound("There is no such service account. Reload the page."));
        if (!OF_SERVICES.containsAll(draft.scopes())) {
            throw DomainException.RuleViolation.in(
                    "scopes",
                    "A service account only reads and fetches releases: what a program makes or changes, it does in the"
                            + " name of a person.");
        }
        Map<String, String> words = described(draft);
        words.put("service", owner.displayName());
        return add(owner.getId(), owner.displayName() + " has ", draft, words);
    }

    private NewAccessToken add(UUID owner, String ownerHas, TokenDraft draft, Map<String, String> words) {
        long valid = valid(owner);
        if (valid >= MOST_VALID) {
            throw new DomainException.RuleViolation(
                    ownerHas + valid + " valid tokens, which is the limit. Revoke one that is no longer used.");
        }
        SecretToken secret = newSecret();
        AccessToken token = tokens.save(new AccessToken(owner, draft, secret, clock.instant()));
        auditEvents.publish("token.created", subject(token), words);
        return new NewAccessToken(token.id(), token.name(), secret.secret());
    }

    private static SecretToken newSecret() {
        return new SecretToken(PREFIX + SecretToken.random().secret());
    }

    private static Map<String, String> described(TokenDraft draft) {
        Map<String, String> words = new HashMap<>();
        words.put("days", String.valueOf(draft.days()));
        words.put("scopes", TokenScope.words(draft.scopes()));
        if (!draft.characters().isEmpty()) {
            words.put(
                    "characters",
                    draft.characters().stream().map(UUID::toString).sorted().collect(Collectors.joining(" ")));
        }
        return words;
    }

    /**
     * Gives an own token, or as an admin one of a service account, another secret, valid as long as the first one was.
     *
     * @param overlap for which the old secret still opens the door, so that machines can change theirs one after the other; at
     *     most 30 days. One that an earlier rotation left open keeps its own end, and is not open for longer
     * @throws DomainException.NotFound when there is none, or it is someone else's
     * @throws DomainException.Conflict when it is no longer valid
     * @throws DomainException.RuleViolation in {@code overlap} or {@code password}
     */
    @MembersOnly
    @Transactional
    public NewAccessToken rotate(AccessTokenId id, Duration overlap, PasswordProof proof) {
        passwords.require(proof);
        Account me = accounts.findById(actor.get().id()).orElseThrow(AccessTokenService::notFound);
        AccessToken token = tokens.findById(id.value())
                .filter(found -> found.account().equals(me.getId()) || (me.isActiveAdmin() && isOfService(found)))
                .orElseThrow(AccessTokenService::notFound);
        return rotated(token, null, overlap);
    }

    /**
     * As {@link #rotate}, for the token of this very request: a program that has its present secret needs no person. One that lost
     * the answer asks again with the same secret, which ends the secret that nobody used.
     *
     * @throws DomainException.Conflict when no token is in use, or the secret is one that was replaced already by one that was used
     *     or that a person made
     * @throws DomainException.RuleViolation in {@code overlap}
     */
    @MembersOnly
    @Transactional
    public NewAccessToken rotateInUse(Duration overlap) {
        TokenGrant grant = TokenGrant.current()
                .orElseThrow(() -> new DomainException.Conflict(
                        "You sent no token. Rotate tokens on the page Access tokens, with your password."));
        AccessToken token = tokens.findById(grant.token()).orElseThrow(AccessTokenService::notFound);
        if (!token.mayRotate(grant.secretHash())) {
            throw new DomainException.Conflict("This secret was replaced already. Use the one that replaced it.");
        }
        return rotated(token, grant.secretHash(), overlap);
    }

    private NewAccessToken rotated(AccessToken token, @Nullable String by, Duration overlap) {
        SecretToken secret = newSecret();
        boolean again = by != null && !token.isCurrent(by);
        Map<String, String> words = again
                ? Map.of("ended", "a newer one that nobody used")
                : Map.of("old one valid for hours", String.valueOf(overlap.toHours()));
        token.rotate(by, secret, overlap, clock.instant());
        events.publishEvent(new TokenEnded(token.id()));
        auditEvents.publish("token.rotated", subject(token), words);
        return new NewAccessToken(token.id(), token.name(), secret.secret());
    }

    private boolean isOfService(AccessToken token) {
        return accounts.findById(token.account())
                .filter(owner -> owner.active() && !owner.isPerson())
                .isPresent();
    }

    /**
     * Revokes a token at once: an own one, or as an admin who is signed in anyone's.
     *
     * @throws DomainException.NotFound when there is none, or it is someone else's
     */
    @MembersOnly
    @Transactional
    public void revoke(AccessTokenId id) {
        Account me = accounts.findById(actor.get().id()).orElseThrow(AccessTokenService::notFound);
        AccessToken token = tokens.findById(id.value())
                .filter(found -> found.account().equals(me.getId())
                        || (me.isActiveAdmin() && TokenGrant.current().isEmpty()))
                .orElseThrow(AccessTokenService::notFound);
        if (token.revoke(me.displayName(), clock.instant())) {
            auditEvents.publish("token.revoked", subject(token));
            events.publishEvent(new TokenEnded(id));
        }
    }

    /** Takes part in the transaction that ends them. */
    @AnyoneMay
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void endAll(TokensEnded ended) {
        tokens.findByAccountId(ended.account().value()).stream()
                .filter(token -> token.state(clock.instant()) == AccessTokenDetails.State.VALID)
                .forEach(token -> {
                    token.revoke(ended.by().name(), clock.instant());
                    auditEvents.publishAs(ended.by(), "token.revoked", subject(token), Map.of(), Map.of());
                    events.publishEvent(new TokenEnded(token.id()));
                });
    }

    /** Announces each token that ends soon, once for each of the reminders that are due, and settles what has come. */
    @SystemOnly
    @Transactional
    public void remind() {
        Instant now = clock.instant();
        List<AccessToken> near = tokens.endingOrReminded(now, now.plus(AccessToken.REMINDERS.getFirst()));
        near.stream()
                .filter(token -> token.settleReminders(now))
                .forEach(token -> events.publishEvent(new TokenEnded(token.id())));
        List<AccessToken> due = near.stream().filter(token -> token.remind(now)).toList();
        Map<UUID, Account> owners = owners(due);
        due.forEach(token -> {
            Account owner = owners.get(token.account());
            if (owner != null && owner.active()) {
                events.publishEvent(new TokenEndsSoon(
                        token.id(),
                        token.name(),
                        new AccountId(owner.getId()),
                        owner.displayName(),
                        !owner.isPerson(),
                        token.expiresAt(),
                        Duration.between(now, token.expiresAt())));
            }
        });
    }

    /**
     * Signs a machine in, in the name of the token's owner and with a member's rights: those of a reviewer are needed, and given
     * to reviewers, for reviews, and those of an admin for the audit trail or webhooks only.
     *
     * @return empty when the token is unknown, expired or revoked, or its owner no longer has access
     */
    @AnyoneMay
    @Transactional
    public Optional<AdmittedMachine> admit(String secret) {
        String hash = new SecretToken(secret).hash();
        return tokens.withSecret(hash)
                .or(() -> tokens.withFormerSecret(hash))
                .filter(found -> clock.instant().isBefore(found.token().endOf(hash)))
                .filter(found -> found.token().state(clock.instant()) == AccessTokenDetails.State.VALID)
                .filter(found -> found.owner().active())
                .map(found -> {
                    AccessToken token = found.token();
                    if (token.isFirstUse(hash)) {
                        tokens.usedFirst(hash);
                    }
                    if (token.isUseWorthRecording(clock.instant())) {
                        tokens.used(token.getId(), clock.instant());
                    }
                    return new AdmittedMachine(asMachine(found.owner(), token), token.grant(hash));
                });
    }

    /** Whether what let a machine in still does, for a request that takes minutes. */
    @AnyoneMay
    public boolean upholds(TokenGrant grant) {
        return tokens.findById(grant.token())
                .filter(token -> token.upholds(grant, clock.instant()))
                .flatMap(token -> accounts.findById(token.account()))
                .filter(Account::active)
                .isPresent();
    }

    private static SignedInPerson asMachine(Account owner, AccessToken token) {
        String name = owner.displayName() + " via " + token.name();
        return new SignedInPerson(
                owner.getId(),
                owner.email(),
                name.length() <= DisplayName.MAX_LENGTH ? name : name.substring(0, DisplayName.MAX_LENGTH),
                role(owner, token.scopes()));
    }

    private static Role role(Account owner, Set<TokenScope> scopes) {
        if (scopes.stream().anyMatch(TokenScope::isForAdmins) && owner.isActiveAdmin()) {
            return Role.ADMIN;
        }
        return scopes.contains(TokenScope.REVIEW) && owner.role().includes(Role.REVIEWER) ? Role.REVIEWER : Role.MEMBER;
    }

    private static DomainException.NotFound notFound() {
        return new DomainException.NotFound("You have no such token.");
    }

    private static AuditEvent.Subject subject(AccessToken token) {
        return new AuditEvent.Subject("token", token.getId().toString(), token.name());
    }
}
