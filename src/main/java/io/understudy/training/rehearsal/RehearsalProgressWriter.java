package io.understudy.training.rehearsal;

import io.understudy.platform.core.SystemOnly;
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
class RehearsalProgressWriter {
    private final RehearsalRepository repository;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RehearsalProgressWriter(
            RehearsalRepository repository, BlobStore blobs, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    public boolean alive(RehearsalId id) {
        return repository.touch(id, clock.instant());
    }

    public boolean found(RehearsalId id, RehearsalFinding line) {
        boolean wanted = repository.touch(id, clock.instant());
        if (wanted) {
            repository.addLine(id, line);
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean step(RehearsalId id, int step) {
        boolean wanted = repository.advance(id, step, clock.instant());
        if (wanted) {
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean sample(RehearsalId id, BlobHash picture) {
        boolean wanted = repository.touch(id, clock.instant());
        if (wanted) {
            blobs.retain(picture);
            repository.keepSample(id, picture);
            events.publishEvent(new RehearsalChanged(id));
        }
        return wanted;
    }

    public boolean end(RehearsalId id, RehearsalState state) {
        boolean ended = repository.end(id, state, clock.instant());
        if (ended) {
            events.publishEvent(new RehearsalChanged(id));
        }
        return ended;
    }
}
