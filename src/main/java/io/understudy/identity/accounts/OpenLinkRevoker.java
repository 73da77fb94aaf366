package io.understudy.identity.accounts;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends unused links when what they rest on ends. Call it inside the transaction of that change. */
@Component
class OpenLinkRevoker {
    private final AccessLinks links;
    private final AuditEvents auditEvents;
    private final Clock clock;

    OpenLinkRevoker(AccessLinks links, AuditEvents auditEvents, Clock clock) {
        this.links = links;
        this.auditEvents = auditEvents;
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
            auditEvents.publishAs(by, link.withdrawal(), link.asSubject(), Map.of(), Map.of());
        }
    }
}
