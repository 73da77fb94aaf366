package io.understudy.identity.accounts;

import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
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
public class PasswordCheck {
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final TransactionTemplate transaction;
    private final AuditEvents auditEvents;

    PasswordCheck(
            PasswordEncoder encoder, LoginThrottle throttle, TransactionTemplate transaction, AuditEvents auditEvents) {
        this.encoder = encoder;
        this.throttle = throttle;
        this.transaction = transaction;
        this.auditEvents = auditEvents;
    }

    /**
     * Call it outside a transaction: it takes a while, and a wrong password is recorded although the step is refused.
     *
     * @throws DomainException.RuleViolation in this field when it is wrong, or after too many wrong ones
     */
    public void check(Account account, String password, String field) {
        LoginThrottle.Counted counted = LoginThrottle.Counted.session(account.getId(), session());
        throttle.attempt(counted).ifPresent(wait -> {
            throw DomainException.RuleViolation.in(
                    field, "Too many wrong passwords. Try again in %d minutes.".formatted(wait.toMinutes() + 1));
        });
        if (!encoder.matches(password, account.passwordHash())) {
            transaction.executeWithoutResult(
                    status -> auditEvents.publish("person.password-refused", account.asSubject()));
            throw DomainException.RuleViolation.in(
                    field, "This is not your password, so nothing was saved. Try again.");
        }
        throttle.succeeded(counted);
    }

    private static String session() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request == null ? "" : request.getSessionId();
    }
}
