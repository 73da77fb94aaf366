package io.understudy.people;

import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Checks the password of a person who is signed in. Wrong ones are counted for this account in this session only: what
 * others type, here or at the sign-in, keeps no one from proving who they are.
 */
@Component
class OwnPassword {
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final TransactionTemplate transaction;
    private final Acts acts;

    OwnPassword(PasswordEncoder encoder, LoginThrottle throttle, TransactionTemplate transaction, Acts acts) {
        this.encoder = encoder;
        this.throttle = throttle;
        this.transaction = transaction;
        this.acts = acts;
    }

    /**
     * Call it outside a transaction: it takes a while, and a wrong password is recorded although the step is refused.
     *
     * @throws Refusal.RuleBroken in this field when it is wrong, or after too many wrong ones
     */
    void check(Account account, String password, String field) {
        LoginThrottle.Counted counted = LoginThrottle.Counted.session(account.getId(), session());
        throttle.attempt(counted).ifPresent(wait -> {
            throw Refusal.RuleBroken.in(
                    field, "Too many wrong passwords. Try again in %d minutes.".formatted(wait.toMinutes() + 1));
        });
        if (!encoder.matches(password, account.passwordHash())) {
            transaction.executeWithoutResult(status -> acts.publish("person.password-refused", account.asSubject()));
            throw Refusal.RuleBroken.in(field, "This is not your password, so nothing was saved. Try again.");
        }
        throttle.succeeded(counted);
    }

    private static String session() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request == null ? "" : request.getSessionId();
    }
}
