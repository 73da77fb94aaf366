package io.understudy.people;

import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends unused links when what they rest on ends. Call it inside the transaction of that change. */
@Component
class OpenLinks {
    private final AccessLinks links;
    private final Acts acts;
    private final Clock clock;

    OpenLinks(AccessLinks links, Acts acts, Clock clock) {
        this.links = links;
        this.acts = acts;
        this.clock = clock;
    }

    void endFor(UUID account, Actor by) {
        end(links.lockOpenFor(account), by);
    }

    void endFrom(UUID admin, Actor by) {
        end(links.lockOpenFrom(admin), by);
    }

    private void end(List<AccessLink> open, Actor by) {
        for (AccessLink link : open) {
            link.withdraw(clock.instant());
            acts.publishAs(by, link.withdrawal(), link.asSubject(), Map.of(), Map.of());
        }
    }
}
