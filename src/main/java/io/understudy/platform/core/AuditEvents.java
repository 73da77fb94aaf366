package io.understudy.platform.core;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Publishes {@link AuditEvent}s in the name of the actor of this thread. Call it inside the transaction of the change. */
@Component
public class AuditEvents {
    private final ApplicationEventPublisher events;
    private final CurrentActor actor;
    private final Clock clock;

    AuditEvents(ApplicationEventPublisher events, CurrentActor actor, Clock clock) {
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    public void publish(String verb, AuditEvent.Subject subject) {
        publish(verb, subject, Map.of(), Map.of());
    }

    public void publish(String verb, AuditEvent.Subject subject, Map<String, String> after) {
        publish(verb, subject, Map.of(), after);
    }

    public void publish(
            String verb, AuditEvent.Subject subject, Map<String, String> before, Map<String, String> after) {
        publishAs(actor.get(), verb, subject, before, after);
    }

    /** With a time that is stored elsewhere, too, so that both agree. */
    public void publishAt(
            Instant at,
            String verb,
            AuditEvent.Subject subject,
            Map<String, String> before,
            Map<String, String> after) {
        events.publishEvent(new AuditEvent(at, actor.get(), verb, subject, before, after));
    }

    /** For the few acts that happen before anyone is signed in, such as a failed sign-in. */
    public void publishAs(
            Actor by, String verb, AuditEvent.Subject subject, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new AuditEvent(clock.instant(), by, verb, subject, before, after));
    }
}
