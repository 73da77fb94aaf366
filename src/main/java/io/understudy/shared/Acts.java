package io.understudy.shared;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Publishes {@link Act}s in the name of the actor of this thread. Call it inside the transaction of the change. */
@Component
public class Acts {
    private final ApplicationEventPublisher events;
    private final CurrentActor actor;
    private final Clock clock;

    Acts(ApplicationEventPublisher events, CurrentActor actor, Clock clock) {
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    public void publish(String verb, Act.Subject subject) {
        publish(verb, subject, Map.of(), Map.of());
    }

    public void publish(String verb, Act.Subject subject, Map<String, String> after) {
        publish(verb, subject, Map.of(), after);
    }

    public void publish(String verb, Act.Subject subject, Map<String, String> before, Map<String, String> after) {
        publishAs(actor.get(), verb, subject, before, after);
    }

    /** With a time that is stored elsewhere, too, so that both agree. */
    public void publishAt(
            Instant at, String verb, Act.Subject subject, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new Act(at, actor.get(), verb, subject, before, after));
    }

    /** For the few acts that happen before anyone is signed in, such as a failed sign-in. */
    public void publishAs(
            Actor by, String verb, Act.Subject subject, Map<String, String> before, Map<String, String> after) {
        events.publishEvent(new Act(clock.instant(), by, verb, subject, before, after));
    }
}
