package io.understudy.datasets.images;

import io.understudy.datasets.DatasetChanged;
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
class PictureChangeListener {
    private final ApplicationEventPublisher events;

    PictureChangeListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void written(Picture picture) {
        events.publishEvent(new DatasetChanged(picture.character()));
    }
}
