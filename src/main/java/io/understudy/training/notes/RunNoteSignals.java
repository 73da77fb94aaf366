package io.understudy.training.notes;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Changes to the note or the tags of a run, by its number. */
@Component
public class RunNoteSignals extends LiveCounters<Long> {
    private static final Set<String> VERBS = Set.of("run.note-changed", "run.tagged", "run.tag-removed");

    RunNoteSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (VERBS.contains(event.verb())) {
            changed(Long.valueOf(event.subject().id()));
        }
    }
}
