package io.understudy.characters;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts the changes to which characters there are. */
@Component
public class CharacterSignals extends LiveCounter {
    private static final Set<String> VERBS = Set.of("character.created", "character.archived", "character.restored");

    CharacterSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (VERBS.contains(event.verb())) {
            changed();
        }
    }
}
