package io.understudy.identity.security;

import io.understudy.identity.Email;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes failed sign-ins and refused actions to the trail: one row for the first, and one with the number of those that
 * followed.
 */
@Component
public class Refusals {
    private static final Actor NOBODY = new Actor(new UUID(0, 1), "nobody");

    private final AuditEvents auditEvents;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;
    private final RepeatedEvents<Refusal> repeated = new RepeatedEvents<>();

    Refusals(AuditEvents auditEvents, PlatformTransactionManager transactions, Clock clock) {
        this.auditEvents = auditEvents;
        this.clock = clock;
        // What was refused is rolled back; that it was refused is kept.
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Refusal(Actor by, String verb, AuditEvent.Subject subject, String address) {}

    void signIn(String email, String address) {
        String shown = email.length() > Email.MAX_LENGTH ? email.substring(0, Email.MAX_LENGTH) : email;
        write(new Refusal(NOBODY, "person.sign-in-failed", new AuditEvent.Subject("sign-in", "-", shown), address));
    }

    @EventListener
    void denied(AuthorizationDeniedEvent<?> denied) {
        if (denied.getObject() instanceof MethodInvocation call) {
            access(denied.getAuthentication().get(), name(call.getMethod()));
        } else if (denied.getObject() instanceof HttpServletRequest request) {
            access(denied.getAuthentication().get(), request.getRequestURI());
        }
    }

    public void page(String path) {
        access(SecurityContextHolder.getContext().getAuthentication(), "/" + path);
    }

    public void action(Method action) {
        access(SecurityContextHolder.getContext().getAuthentication(), name(action));
    }

    private static String name(Method action) {
        return action.getDeclaringClass().getSimpleName() + "." + action.getName();
    }

    private void access(@Nullable Authentication authentication, String what) {
        if (authentication != null && authentication.getPrincipal() instanceof SignedInPerson person) {
            write(new Refusal(person.actor(), "access.refused", new AuditEvent.Subject("access", "-", what), ""));
        }
    }

    private void write(Refusal refusal) {
        var now = clock.instant();
        repeated.ended(now)
                .forEach(counted -> write(
                        counted.event(),
                        Map.of(
                                "more within " + RepeatedEvents.WINDOW.toMinutes() + " minutes",
                                Integer.toString(counted.more()))));
        if (repeated.isFirst(refusal, now)) {
            write(refusal, Map.of());
        }
    }

    private void write(Refusal refusal, Map<String, String> after) {
        ownTransaction.executeWithoutResult(
                status -> auditEvents.publishAs(refusal.by(), refusal.verb(), refusal.subject(), Map.of(), after));
    }
}
