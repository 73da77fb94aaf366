package io.understudy.datasets.images;

import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.consensus.TwoPeople;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides about many pictures at once; what could not be decided that way is simply not among the answer. */
@Service
@MembersOnly
@Transactional
public class PictureChoices {
    public static final int MOST_REPEATS = 9_999;

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

    /**
     * Has an epoch show these pictures as often as this, where a trainer has repeats.
     *
     * @return how often it showed each of those that changed
     * @throws DomainException.RuleViolation for less than 1 or more than {@value #MOST_REPEATS}
     */
    public Map<PictureId, Integer> repeat(Collection<PictureId> ids, int times) {
        if (times < 1 || times > MOST_REPEATS) {
            throw DomainException.RuleViolation.in(
                    "repeats", "An epoch shows a picture 1 to " + MOST_REPEATS + " times.");
        }
        return repeatAll(
                present(ids), ids.stream().collect(Collectors.toMap(id -> id, id -> times, (one, other) -> one)));
    }

    /** As {@link #repeat(Collection, int)}, each of them as often as it says. */
    public void repeat(Map<PictureId, Integer> times) {
        repeatAll(present(times.keySet()), times);
    }

    /**
     * Takes {@link #repeat(Collection, int)} back, but for pictures whose repeats someone has changed since.
     *
     * @param before how often an epoch showed them
     * @param set how often it showed them afterwards
     * @return how many keep what was set since
     */
    public int takeBack(Map<PictureId, Integer> before, int set) {
        Map<Boolean, List<Picture>> asSet = present(before.keySet()).stream()
                .collect(Collectors.partitioningBy(picture -> picture.repeats() == set));
        repeatAll(asSet.getOrDefault(true, List.of()), before);
        return asSet.getOrDefault(false, List.of()).size();
    }

    @Transactional(readOnly = true)
    public Set<Integer> repeatsOf(Collection<PictureId> ids) {
        return present(ids).stream().map(Picture::repeats).collect(Collectors.toSet());
    }

    private Map<PictureId, Integer> repeatAll(List<Picture> those, Map<PictureId, Integer> times) {
        Map<PictureId, Integer> before = new HashMap<>();
        List<Picture> changed = new ArrayList<>();
        for (Picture picture : those) {
            PictureId id = new PictureId(picture.getId());
            int wanted = times.getOrDefault(id, 1);
            if (picture.repeats() != wanted) {
                before.put(id, picture.repeats());
                auditEvents.publish(
                        "picture.repeated",
                        picture.subject(),
                        Map.of("repeats", String.valueOf(picture.repeats())),
                        Map.of("repeats", String.valueOf(wanted)));
                picture.repeat(wanted);
                changed.add(picture);
            }
        }
        contributions.record(DatasetAction.REPEATED, changed);
        return before;
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
        auditEvents.publish(verb, picture.subject());
    }
}
