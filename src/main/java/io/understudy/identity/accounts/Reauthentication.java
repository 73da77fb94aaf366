package io.understudy.identity.accounts;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(propagation = Propagation.SUPPORTS)
public class Reauthentication {
    public static final Duration HOLDS = Duration.ofMinutes(2);

    private final Accounts accounts;
    private final PasswordCheck own;
    private final CurrentActor actor;
    private final Clock clock;

    Reauthentication(Accounts accounts, PasswordCheck own, CurrentActor actor, Clock clock) {
        this.accounts = accounts;
        this.own = own;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Checks the password of the person who is signed in; wrong ones are counted for this
     * account in this session.
     *
     * @throws DomainException.RuleViolation in field {@code password} when it is wrong, or after too many wrong ones
     */
    public PasswordProof prove(String password) {
        Account account = accounts.findById(actor.get().id())
                .filter(Account::active)
                .orElseThrow(() -> new DomainException.NotFound("Your account no longer exists."));
        own.check(account, password, "password");
        return new PasswordProof(account.getId(), clock.instant());
    }

    /**
     * Requires a valid proof for a step.
     *
     * @throws DomainException.RuleViolation in field {@code password} when it is someone else's or too old
     */
    public void require(PasswordProof proof) {
        boolean mine = proof.account().equals(actor.get().id());
        if (!mine || proof.typedAt().plus(HOLDS).isBefore(clock.instant())) {
            throw DomainException.RuleViolation.in("password", "Your password was asked too long ago. Type it again.");
        }
    }
}
