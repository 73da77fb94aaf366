package io.understudy.identity.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AccessTokens extends JpaRepository<AccessToken, UUID> {
    @Query("""
            select new io.understudy.identity.access.OwnedToken(t, a)
            from AccessToken t join Account a on a.id = t.accountId
            where t.tokenHash = :hash""")
    Optional<OwnedToken> withSecret(String hash);

    @Query("""
            select new io.understudy.identity.access.OwnedToken(t, a)
            from AccessToken t join t.formerSecrets f join Account a on a.id = t.accountId
            where key(f) = :hash""")
    Optional<OwnedToken> withFormerSecret(String hash);

    /** No change of the token as its owner knows it, so that two requests at the same moment are no conflict. */
    @Modifying
    @Query("update AccessToken t set t.lastUsedAt = :now where t.id = :id")
    void used(UUID id, Instant now);

    /** Counts as a change: where the former secret rotates again at the same moment, one of the two is declined. */
    @Modifying
    @Query("""
            update AccessToken t set t.rotatedBy = null, t.rowVersion = t.rowVersion + 1
            where t.tokenHash = :hash and t.rotatedBy is not null""")
    void usedFirst(String hash);

    List<AccessToken> findByAccountId(UUID account);

    @Query("""
            select t from AccessToken t
            where t.revokedAt is null and t.expiresAt <= :latest and (t.expiresAt > :now or t.remindedAt is not null)
            order by t.expiresAt, t.id""")
    List<AccessToken> endingOrReminded(Instant now, Instant latest);

    /** Pattern is in lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select t from AccessToken t where t.accountId = :account and lower(t.name) like :pattern escape '!'""")
    Page<AccessToken> of(UUID account, String pattern, Pageable page);

    /** The newest first, behind a place. */
    @Query("""
            select t from AccessToken t where t.accountId = :account
            and (t.createdAt < :time or (t.createdAt = :time and t.id < :id))
            order by t.createdAt desc, t.id desc""")
    List<AccessToken> earlier(UUID account, Instant time, UUID id, Limit most);

    /** As {@link #of}, by the names of their owners too. */
    @Query("""
            select t from AccessToken t
            where lower(t.name) like :pattern escape '!'
               or exists (select 1 from Account a where a.id = t.accountId and lower(a.displayName) like :pattern escape '!')""")
    Page<AccessToken> list(String pattern, Pageable page);
}
