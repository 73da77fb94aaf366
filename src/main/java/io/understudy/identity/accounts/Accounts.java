package io.understudy.identity.accounts;

import io.understudy.identity.DisplayName;
import io.understudy.platform.core.DomainException;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

public interface Accounts extends JpaRepository<Account, UUID> {
    Optional<Account> findByEmail(String email);

    boolean existsByEmail(String email);

    List<Account> findByIdIn(Collection<UUID> ids);

    /** Locked, so that of two changes of one account at the same moment the second sees the first. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.id = :id")
    Optional<Account> lock(UUID id);

    boolean existsByNameKeyAndIdNot(String key, UUID id);

    /**
     * Checks that a name can be told from every other name of the team, of those who left, too.
     *
     * @param owner the account that may have it already, or null
     * @throws DomainException.RuleViolation in field {@code name}
     */
    static void requireFree(Accounts accounts, DisplayName name, @Nullable UUID owner) {
        if (accounts.existsByNameKeyAndIdNot(name.key(), owner == null ? new UUID(0, 0) : owner)) {
            throw DomainException.RuleViolation.in(
                    "name",
                    "Someone in the team has this name, or one that looks like it. Add something, such as an initial.");
        }
    }

    /** Only a confirmed admin can vouch for others. */
    default void requireConfirmed(UUID admin) {
        if (findById(admin).map(Account::passwordLinkBy).isPresent()) {
            throw new DomainException.RuleViolation(
                    "Your own password was chosen by a link from an admin. Ask another admin to"
                            + " confirm your account on the Team page first.");
        }
    }

    /** @param pattern in lower case, with {@code !} before characters that are meant literally */
    @Query("""
            select a from Account a where a.service = false
                and (lower(a.displayName) like :pattern escape '!' or a.email like :pattern escape '!')
            order by a.active desc""")
    Page<Account> list(String pattern, Pageable page);

    /** In lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select a from Account a where a.service = false
                and (lower(a.displayName) like :pattern escape '!' or a.email like :pattern escape '!')
            order by a.active desc, case when lower(a.displayName) like :beginning escape '!' then 0 else 1 end,
                lower(a.displayName), a.id""")
    List<Account> find(String pattern, String beginning, Limit most);

    @Query("""
            select a from Account a where a.active = true and a.service = false
            order by lower(a.displayName), a.id""")
    List<Account> active();

    @Query("""
            select a from Account a where a.active = true and a.service = true
            order by lower(a.displayName), a.id""")
    List<Account> services();

    /** The active admins, locked in a stable order, so that two requests cannot both remove the second to last. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.active = true and a.role = io.understudy.identity.Role.ADMIN order by a.id")
    List<Account> lockActiveAdmins();
}
