package io.understudy.people;

import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people change about themselves. */
@Service
@MembersOnly
@Transactional
public class ProfileService {
    private final Accounts accounts;
    private final PasswordPolicy policy;
    private final PasswordEncoder encoder;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;

    ProfileService(
            Accounts accounts,
            PasswordPolicy policy,
            PasswordEncoder encoder,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.policy = policy;
        this.encoder = encoder;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
    }

    public void rename(String name) {
        Account account = mine();
        String before = account.displayName();
        account.rename(new DisplayName(name));
        acts.publish("person.renamed", subject(account), Map.of("name", before), Map.of("name", account.displayName()));
    }

    /**
     * Changes the password; every session of the person ends, this one too.
     *
     * @throws Refusal.RuleBroken in field {@code current} when the current password is wrong, in {@code password} when
     *     the new one is not acceptable
     */
    public void changePassword(PasswordChange change) {
        Account account = mine();
        if (!encoder.matches(change.current(), account.passwordHash())) {
            throw Refusal.RuleBroken.in("current", "This is not your current password.");
        }
        policy.check(change.password(), List.of(account.email(), account.displayName()));
        account.choosePassword(encoder.encode(change.password()));
        acts.publish("person.password-changed", subject(account));
        events.publishEvent(new AccessEnded(account.id(), "Your password was changed. Please sign in again."));
    }

    /** Whether single letters, digits and signs are shortcuts for this person. */
    @Transactional(readOnly = true)
    public boolean singleKeys() {
        return mine().singleKeys();
    }

    public void useSingleKeys(boolean on) {
        Account account = mine();
        if (account.singleKeys() != on) {
            account.useSingleKeys(on);
            acts.publish(
                    "person.single-keys-switched",
                    subject(account),
                    Map.of("single keys", words(!on)),
                    Map.of("single keys", words(on)));
        }
    }

    private static String words(boolean on) {
        return on ? "on" : "off";
    }

    private Account mine() {
        return accounts.findById(actor.get().id())
                .orElseThrow(() -> new Refusal.NotFound("Your account does not exist any more."));
    }

    private static Act.Subject subject(Account account) {
        return new Act.Subject("person", account.getId().toString(), account.displayName());
    }
}
