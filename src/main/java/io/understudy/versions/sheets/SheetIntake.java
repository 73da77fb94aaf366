package io.understudy.versions.sheets;

import io.understudy.generation.PictureDrawn;
import io.understudy.storage.BlobStore;
import io.understudy.versions.EvidenceChanged;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts generated pictures into their places, in the transaction that writes them down: none gets lost between the two.
 */
@Component
class SheetIntake {
    private final SheetTables tables;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;

    SheetIntake(SheetTables tables, BlobStore blobs, ApplicationEventPublisher events) {
        this.tables = tables;
        this.blobs = blobs;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PictureDrawn drawn) {
        tables.sheetOf(drawn.job(), drawn.position()).ifPresent(sheet -> {
            if (tables.drawn(drawn.job(), drawn.position(), drawn.picture())) {
                blobs.retain(drawn.picture());
                events.publishEvent(new SheetChanged(sheet));
                tables.find(sheet).ifPresent(head -> events.publishEvent(new EvidenceChanged(head.version())));
            }
        });
    }
}
