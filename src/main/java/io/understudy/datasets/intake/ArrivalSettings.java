package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pictures that arrived before the settings which speak of them. */
@Service
@MembersOnly
@Transactional
public class ArrivalSettings {
    static final Duration KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 1_000;
    private static final Repeats ONCE = new Repeats(1, 1);

    /**
     * A picture of an upload from the browser.
     *
     * @param path where it lay
     * @param isNew whether the dataset did not have it before
     */
    public record Sent(String path, BlobHash original, boolean isNew) {}

    /**
     * What settings say of a picture.
     *
     * @param usual how often an epoch shows it without them, as its folder says in kohya's way, else once
     * @param times how often it shows it with them
     */
    public record Repeats(int usual, int times) {}

    private final ArrivalRepository arrivals;
    private final ArrivalWriter writer;
    private final Pictures pictures;
    private final DatasetService datasets;
    private final PictureChoices choices;
    private final CurrentActor actor;
    private final Clock clock;

    ArrivalSettings(
            ArrivalRepository arrivals,
            ArrivalWriter writer,
            Pictures pictures,
            DatasetService datasets,
            PictureChoices choices,
            CurrentActor actor,
            Clock clock) {
        this.arrivals = arrivals;
        this.writer = writer;
        this.pictures = pictures;
        this.datasets = datasets;
        this.choices = choices;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * What this account sent to a dataset within a day and did not {@linkplain #settled settle}: settings and captions
     * that an interruption kept back still speak of it.
     */
    public List<Sent> sent(CharacterId character) {
        return arrivals.sent(character, actor.get().id(), clock.instant().minus(KEPT));
    }

    /** Forgets where these pictures of an upload lay: all that speaks of them has been read. */
    public void settled(CharacterId character, Collection<Sent> pictures) {
        UUID me = actor.get().id();
        List<Sent> all = List.copyOf(pictures);
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            arrivals.removeSent(character, me, all.subList(i, Math.min(all.size(), i + AT_ONCE)));
        }
    }

    /**
     * Takes pictures out again, whether they are decoded yet or not.
     *
     * @param reasons by their files, as ends of sentences that begin with the names
     */
    public void leaveOut(CharacterId character, Map<BlobHash, String> reasons) {
        mine(character, reasons.keySet())
                .forEach(arrival -> writer.fail(arrival.id(), reasons.getOrDefault(arrival.original(), "")));
        datasets.remove(present(character, reasons.keySet())
                .map(picture -> new PictureId(picture.getId()))
                .toList());
    }

    /**
     * Has an epoch show pictures as often as a trainer's settings say, whether they are decoded yet or not; those whose
     * repeats a person set keep them.
     *
     * @param said by their files
     */
    public void repeat(CharacterId character, Map<BlobHash, Repeats> said) {
        // First those that wait: one that is decoded meanwhile is a picture afterwards.
        mine(character, said.keySet())
                .collect(Collectors.groupingBy(
                        arrival -> said.getOrDefault(arrival.original(), ONCE).times(),
                        TreeMap::new,
                        Collectors.mapping(Arrival::id, Collectors.toList())))
                .forEach((number, ids) -> arrivals.repeat(ids, number));
        choices.repeat(present(character, said.keySet())
                .filter(picture -> picture.repeats()
                        == said.getOrDefault(picture.original(), ONCE).usual())
                .collect(Collectors.toMap(
                        picture -> new PictureId(picture.getId()),
                        picture -> said.getOrDefault(picture.original(), ONCE).times())));
    }

    private Stream<Arrival> mine(CharacterId character, Set<BlobHash> files) {
        UUID me = actor.get().id();
        return arrivals.of(character).stream()
                .filter(arrival -> arrival.uploadedBy().equals(me) && files.contains(arrival.original()));
    }

    private Stream<Picture> present(CharacterId character, Set<BlobHash> files) {
        return pictures
                .withHash(character.value(), files.stream().map(BlobHash::hex).toList())
                .stream();
    }
}
