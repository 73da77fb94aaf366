package io.understudy.training.rehearsal;

import io.understudy.people.SystemOnly;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a rehearsal writes down. Every method answers false once it is over: then nobody wants to know more. */
@Component
@SystemOnly
@Transactional
class RehearsalJournal {
    private final RehearsalRows rows;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RehearsalJournal(RehearsalRows rows, BlobStore blobs, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    public boolean alive(RehearsalId id) {
        return rows.touch(id, clock.instant());
    }

    public boolean found(RehearsalId id, RehearsalLine line) {
        boolean wanted = rows.touch(id, clock.instant());
        if (wanted) {
            rows.addLine(id, line);
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean step(RehearsalId id, int step) {
        boolean wanted = rows.advance(id, step, clock.instant());
        if (wanted) {
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean sample(RehearsalId id, BlobHash picture) {
        boolean wanted = rows.touch(id, clock.instant());
        if (wanted) {
            blobs.retain(picture);
            rows.keepSample(id, picture);
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean end(RehearsalId id, RehearsalState state) {
        boolean ended = rows.end(id, state, clock.instant());
        if (ended) {
            events.publishEvent(new RehearsalChanged(id));
        }
        return ended;
    }
}
