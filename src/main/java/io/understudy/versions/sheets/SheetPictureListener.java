package io.understudy.versions.sheets;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.PictureGenerated;
import io.understudy.storage.BlobStore;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts generated pictures into their places, in the transaction that writes them down: none gets lost between the two.
 */
@Component
class SheetPictureListener {
    private final SheetRepository repository;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;

    SheetPictureListener(SheetRepository repository, BlobStore blobs, ApplicationEventPublisher events) {
        this.repository = repository;
        this.blobs = blobs;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PictureGenerated drawn) {
        repository.sheetOf(drawn.job(), drawn.position()).ifPresent(sheet -> {
            if (repository.drawn(drawn.job(), drawn.position(), drawn.picture())) {
                blobs.retain(drawn.picture());
                events.publishEvent(new SheetChanged(sheet));
                repository.find(sheet).ifPresent(head -> events.publishEvent(new EvidenceChanged(head.version())));
            }
        });
    }

    /** A generation that ends without all its pictures changes what its sheet waits for. */
    @EventListener
    public void on(GenerationChanged change) {
        if (change.progress().state().isOver()) {
            repository
                    .sheetOf(change.progress().job())
                    .ifPresent(sheet -> events.publishEvent(new SheetChanged(sheet)));
        }
    }
}
