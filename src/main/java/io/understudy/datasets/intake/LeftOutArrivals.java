package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pictures that arrived before the settings which say that they are none of the character. */
@Service
@MembersOnly
@Transactional
public class LeftOutArrivals {
    private final ArrivalRepository arrivals;
    private final ArrivalWriter writer;
    private final Pictures pictures;
    private final DatasetService datasets;
    private final CurrentActor actor;

    LeftOutArrivals(
            ArrivalRepository arrivals,
            ArrivalWriter writer,
            Pictures pictures,
            DatasetService datasets,
            CurrentActor actor) {
        this.arrivals = arrivals;
        this.writer = writer;
        this.pictures = pictures;
        this.datasets = datasets;
        this.actor = actor;
    }

    /**
     * Takes pictures out again, whether they are decoded yet or not.
     *
     * @param reasons by their files, as ends of sentences that begin with the names
     */
    public void leaveOut(CharacterId character, Map<BlobHash, String> reasons) {
        UUID me = actor.get().id();
        arrivals.of(character).stream()
                .filter(arrival -> arrival.uploadedBy().equals(me))
                .filter(arrival -> reasons.containsKey(arrival.original()))
                .forEach(arrival -> writer.fail(arrival.id(), reasons.getOrDefault(arrival.original(), "")));
        List<String> hashes = reasons.keySet().stream().map(BlobHash::hex).toList();
        datasets.remove(pictures.withHash(character.value(), hashes).stream()
                .map(picture -> new PictureId(picture.getId()))
                .toList());
    }
}
