package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Reports that a dataset changed whenever one of its pictures was written: colleagues see what was left out, captioned,
 * cropped or removed without every service having to remember them.
 */
@Component
class PictureChanges {
    private final ApplicationEventPublisher events;

    PictureChanges(ApplicationEventPublisher events) {
        this.events = events;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void written(Picture picture) {
        events.publishEvent(new SetChanged(new CharacterId(picture.characterId())));
    }
}
