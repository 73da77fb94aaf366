package io.understudy.identity.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AccessTokens extends JpaRepository<AccessToken, UUID> {
    @Query("select t from AccessToken t where t.tokenHash = :hash or t.previousHash = :hash")
    Optional<AccessToken> withSecret(String hash);

    /** No change of the token as its owner knows it, so that two requests at the same moment are no conflict. */
    @Modifying
    @Query("update AccessToken t set t.lastUsedAt = :now where t.id = :id")
    void used(UUID id, Instant now);

    @Query("select t from AccessToken t where t.accountId = :account order by t.createdAt desc, t.id")
    Page<AccessToken> of(UUID account, Pageable page);

    @Query("select t from AccessToken t order by t.createdAt desc, t.id")
    Page<AccessToken> list(Pageable page);
}
