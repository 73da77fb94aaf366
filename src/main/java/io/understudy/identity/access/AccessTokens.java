package io.understudy.identity.access;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface AccessTokens extends JpaRepository<AccessToken, UUID> {
    @Query("select t from AccessToken t where t.tokenHash = :hash or t.previousHash = :hash")
    Optional<AccessToken> withSecret(String hash);

    @Query("select t from AccessToken t where t.accountId = :account order by t.createdAt desc, t.id")
    Page<AccessToken> of(UUID account, Pageable page);

    @Query("select t from AccessToken t order by t.createdAt desc, t.id")
    Page<AccessToken> list(Pageable page);
}
