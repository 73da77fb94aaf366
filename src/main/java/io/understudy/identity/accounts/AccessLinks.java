package io.understudy.identity.accounts;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AccessLinks extends JpaRepository<AccessLink, UUID> {
    Optional<AccessLink> findByTokenHash(String tokenHash);

    /** Whose password a link is for: asked before anything is locked, because accounts are locked before links. */
    @Query("select l.accountId from AccessLink l where l.tokenHash = :tokenHash and l.accountId is not null")
    Optional<UUID> accountOf(String tokenHash);

    /** Locked, so that a link used twice at the same moment is used once. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from AccessLink l where l.tokenHash = :tokenHash")
    Optional<AccessLink> lockByTokenHash(String tokenHash);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from AccessLink l where l.id = :id")
    Optional<AccessLink> lockById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select l from AccessLink l
            where l.accountId = :account and l.usedAt is null and l.withdrawnAt is null
            order by l.id""")
    List<AccessLink> lockOpenFor(UUID account);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select l from AccessLink l
            where l.createdBy = :admin and l.usedAt is null and l.withdrawnAt is null
            order by l.id""")
    List<AccessLink> lockOpenFrom(UUID admin);

    /** Those by which the account's password was chosen and for which no other admin has vouched. */
    @Query("""
            select l from AccessLink l
            where l.accountId = :account and l.usedAt is not null and l.confirmedBy is null
            order by l.usedAt, l.id""")
    List<AccessLink> unconfirmedOf(UUID account);

    @Query("""
            select new io.understudy.identity.accounts.PasswordLink(l.accountId, l.createdBy, l.usedAt, l.confirmedBy)
            from AccessLink l
            where l.accountId is not null and l.usedAt is not null and l.confirmedBy is null
            order by l.usedAt, l.id""")
    List<PasswordLink> unconfirmed();

    @Query("""
            select new io.understudy.identity.accounts.PasswordLink(l.accountId, l.createdBy, l.usedAt, l.confirmedBy)
            from AccessLink l
            where l.accountId in :accounts and l.usedAt is not null
            order by l.usedAt, l.id""")
    List<PasswordLink> usedFor(Collection<UUID> accounts);

    @Query("""
            select new io.understudy.identity.accounts.OpenInvitation(
                l.id, l.label, l.role, maker.displayName, l.createdAt, l.expiresAt)
            from AccessLink l join Account maker on maker.id = l.createdBy
            where l.purpose = io.understudy.identity.accounts.AccessLink.Purpose.INVITATION
              and l.usedAt is null and l.withdrawnAt is null and l.expiresAt > :now
            order by l.createdAt desc""")
    List<OpenInvitation> openInvitations(Instant now);

    @Query("""
            select new io.understudy.identity.accounts.OpenPasswordLink(
                l.id, account.displayName, account.email, maker.displayName, l.createdAt, l.expiresAt)
            from AccessLink l
            join Account account on account.id = l.accountId
            join Account maker on maker.id = l.createdBy
            where l.usedAt is null and l.withdrawnAt is null and l.expiresAt > :now
            order by l.createdAt desc""")
    List<OpenPasswordLink> openPasswordLinks(Instant now);
}
