package io.understudy.datasets.images;

import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.consensus.TwoPeople;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
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
    private final TwoPeople twoPeople;
    private final AuditEvents auditEvents;

    PictureChoices(
            Pictures pictures,
            DatasetContributionRepository contributions,
            TwoPeople twoPeople,
            AuditEvents auditEvents) {
        this.pictures = pictures;
        this.contributions = contributions;
        this.twoPeople = twoPeople;
        this.auditEvents = auditEvents;
    }

    public List<PictureId> include(Collection<PictureId> ids) {
        List<Picture> usable =
                present(ids).stream().filter(picture -> !picture.isWithdrawn()).toList();
        List<Picture> changed = twoPeople.decided(usable, true);
        for (Picture picture : changed) {
            picture.include();
            publish("picture.included", picture);
        }
        contributions.record(DatasetAction.INCLUDED, changed);
        return ids(changed);
    }

    /**
     * Leaves these pictures out of training.
     *
     * @return those that were included before
     */
    public List<PictureId> exclude(Collection<PictureId> ids) {
        List<Picture> changed = twoPeople.decided(present(ids), false);
        for (Picture picture : changed) {
            picture.exclude();
            publish("picture.excluded", picture);
        }
        contributions.record(DatasetAction.LEFT_OUT, changed);
        return ids(changed);
    }

    private static List<PictureId> ids(List<Picture> pictures) {
        return pictures.stream().map(picture -> new PictureId(picture.getId())).toList();
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
