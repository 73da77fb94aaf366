package io.understudy.people;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AccessLinks extends JpaRepository<AccessLink, UUID> {
    Optional<AccessLink> findByTokenHash(String tokenHash);

    /** Locked, so that a link used twice at the same moment is used once. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from AccessLink l where l.tokenHash = :tokenHash")
    Optional<AccessLink> lockByTokenHash(String tokenHash);

    @Query("""
            select l from AccessLink l
            where l.purpose = io.understudy.people.AccessLink.Purpose.INVITATION
              and l.usedAt is null and l.withdrawnAt is null and l.expiresAt > :now
            order by l.createdAt desc""")
    List<AccessLink> openInvitations(Instant now);
}
