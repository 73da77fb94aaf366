package io.understudy.collaboration.inbox;

import io.understudy.audit.TrailProblem;
import io.understudy.identity.Role;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class TrailProblemNotifier {
    private final InboxService inbox;

    TrailProblemNotifier(InboxService inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void found(TrailProblem problem) {
        inbox.sendToAll(Role.ADMIN, new Notice(NoticeKind.PROBLEM, problem.title(), problem.words(), "audit"));
    }
}
