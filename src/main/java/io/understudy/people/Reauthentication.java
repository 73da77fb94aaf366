package io.understudy.people;

import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a person who is signed in for their password again, before a step that others have to rely on. */
@Service
@MembersOnly
@Transactional(propagation = Propagation.SUPPORTS)
public class Reauthentication {
    /** A typed password counts for so long. */
    public static final Duration HOLDS = Duration.ofMinutes(2);

    private static final String ADDRESS = "session";

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final TransactionTemplate transaction;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    Reauthentication(
            Accounts accounts,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            TransactionTemplate transaction,
            CurrentActor actor,
            Acts acts,
            Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.throttle = throttle;
        this.transaction = transaction;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Checks the password of the person who is signed in; wrong ones are counted together with those of the login page.
     *
     * @throws Refusal.RuleBroken in field {@code password} when it is wrong, or after too many wrong ones
     */
    public PasswordProof prove(String password) {
        Account account = accounts.findById(actor.get().id())
                .filter(Account::active)
                .orElseThrow(() -> new Refusal.NotFound("Your account does not exist any more."));
        throttle.wait(account.email(), ADDRESS).ifPresent(wait -> {
            throw Refusal.RuleBroken.in(
                    "password", "Too many wrong passwords: try again in %d minutes.".formatted(wait.toMinutes() + 1));
        });
        if (!encoder.matches(password, account.passwordHash())) {
            throttle.failed(account.email(), ADDRESS);
            transaction.executeWithoutResult(status -> acts.publish("person.password-refused", subject(account)));
            throw Refusal.RuleBroken.in("password", "This is not your password. Nothing was stored.");
        }
        throttle.succeeded(account.email());
        return new PasswordProof(account.getId(), clock.instant());
    }

    /**
     * Holds a step to its proof.
     *
     * @throws Refusal.RuleBroken in field {@code password} when it is somebody else's or too old
     */
    public void require(PasswordProof proof) {
        boolean mine = proof.account().equals(actor.get().id());
        if (!mine || proof.typedAt().plus(HOLDS).isBefore(clock.instant())) {
            throw Refusal.RuleBroken.in("password", "Type your password again: the last time is too long ago.");
        }
    }

    private static Act.Subject subject(Account account) {
        return new Act.Subject("person", account.getId().toString(), account.displayName());
    }
}
