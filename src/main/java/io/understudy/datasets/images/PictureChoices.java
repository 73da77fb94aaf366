package io.understudy.datasets.images;

import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.PictureId;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides about many pictures at once; what could not be decided that way is simply not among the answer. */
@Service
@MembersOnly
@Transactional
public class PictureChoices {
    private final Pictures pictures;
    private final DatasetContributionRepository contributions;
    private final AuditEvents auditEvents;

    PictureChoices(Pictures pictures, DatasetContributionRepository contributions, AuditEvents auditEvents) {
        this.pictures = pictures;
        this.contributions = contributions;
        this.auditEvents = auditEvents;
    }

    public List<PictureId> include(Collection<PictureId> ids) {
        List<PictureId> changed = new ArrayList<>();
        for (Picture picture : present(ids)) {
            if (!picture.isIncluded() && !picture.isWithdrawn()) {
                picture.include();
                publish("picture.included", picture);
                changed.add(new PictureId(picture.getId()));
            }
        }
        contributions.record(DatasetAction.INCLUDED, present(changed));
        return changed;
    }

    /**
     * Leaves these pictures out of training.
     *
     * @return those that were included before
     */
    public List<PictureId> exclude(Collection<PictureId> ids) {
        List<PictureId> changed = new ArrayList<>();
        for (Picture picture : present(ids)) {
            if (picture.isIncluded()) {
                picture.exclude();
                publish("picture.excluded", picture);
                changed.add(new PictureId(picture.getId()));
            }
        }
        contributions.record(DatasetAction.LEFT_OUT, present(changed));
        return changed;
    }

    private List<Picture> present(Collection<PictureId> ids) {
        return pictures.findAllById(ids.stream().map(PictureId::value).toList()).stream()
                .filter(picture -> !picture.isRemoved())
                .toList();
    }

    private void publish(String verb, Picture picture) {
        auditEvents.publish(
                verb, new AuditEvent.Subject("picture", picture.getId().toString(), picture.fileName()));
    }
}
