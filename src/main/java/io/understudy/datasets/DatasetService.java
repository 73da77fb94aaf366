package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.datasets.consensus.TwoPeople;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureRepository;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.Snapshots;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class DatasetService {
    private final Pictures pictures;
    private final Snapshots snapshots;
    private final MeasureService measures;
    private final MeasureRepository measureRepository;
    private final DatasetContributionRepository contributions;
    private final TwoPeople twoPeople;
    private final ConsensusService consensus;
    private final PictureChoices choices;
    private final CharacterService characters;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DatasetService(
            Pictures pictures,
            Snapshots snapshots,
            MeasureService measures,
            MeasureRepository measureRepository,
            DatasetContributionRepository contributions,
            TwoPeople twoPeople,
            ConsensusService consensus,
            PictureChoices choices,
            CharacterService characters,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.snapshots = snapshots;
        this.measures = measures;
        this.measureRepository = measureRepository;
        this.contributions = contributions;
        this.twoPeople = twoPeople;
        this.consensus = consensus;
        this.choices = choices;
        this.characters = characters;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public DatasetOverview overview(CharacterId character) {
        return DatasetOverview.of(all(character));
    }

    public PicturePage pictures(CharacterId character, PictureFilter filter, int page, int pageSize) {
        WallQuery query = WallQuery.of(filter);
        DatasetMeasures known = query.asksMeasures() ? measures.measuresOf(character) : null;
        return PicturePage.of(query.of(all(character), known), page, pageSize);
    }

    public PicturePage pictures(CharacterId character, WallQuery query, DatasetMeasures known, int page, int pageSize) {
        return PicturePage.of(query.of(all(character), known), page, pageSize);
    }

    /**
     * By their places in the dataset; those that share one, such as two crops of a photo, by their ids.
     *
     * @param after the place behind which they begin; null for the first
     */
    public List<PictureSummary> picturesBehind(
            CharacterId character, PictureFilter filter, @Nullable ListPlace<Integer, UUID> after, int most) {
        WallQuery query = WallQuery.of(filter);
        DatasetMeasures known = query.asksMeasures() ? measures.measuresOf(character) : null;
        return query.of(all(character), known).stream()
                .filter(picture -> after == null || isBehind(picture, after))
                .sorted(Comparator.comparing(PictureSummary::position)
                        .thenComparing(picture -> picture.id().value()))
                .limit(most)
                .toList();
    }

    private static boolean isBehind(PictureSummary picture, ListPlace<Integer, UUID> place) {
        int order = Integer.compare(picture.position(), place.key());
        return order > 0 || (order == 0 && picture.id().value().compareTo(place.id()) > 0);
    }

    /**
     * One picture.
     *
     * @throws DomainException.NotFound when it was purged or never there
     */
    public PictureSummary picture(PictureId id) {
        Picture picture = pictures.require(id);
        return picture.summary(character(picture).triggerWord(), consensus.open(id));
    }

    /** @throws DomainException.NotFound when it was purged or never there */
    public CharacterId characterOf(PictureId id) {
        return pictures.require(id).character();
    }

    /** Whether a picture of one of their datasets looks so. */
    public boolean shows(Collection<CharacterId> characters, BlobHash image) {
        return pictures.countShowing(characters.stream().map(CharacterId::value).toList(), image.hex()) > 0;
    }

    public int pictureCount(CharacterId character) {
        return Math.toIntExact(pictures.countPresent(character.value()));
    }

    public int includedPictures(CharacterId character) {
        return Math.toIntExact(pictures.countIncluded(character.value()));
    }

    public GuideCount guideCount(CharacterId character) {
        return measures.measuresOf(character).count();
    }

    /** Of the included pictures. */
    public EpochCount epoch(CharacterId character) {
        return EpochCount.of(pictures.repeats(character.value()));
    }

    public EpochCount epoch(SnapshotId id) {
        return snapshots.epoch(id);
    }

    /**
     * Changes a picture as it was read: what someone else changes between the check and the change declines it.
     *
     * @param check throws when the picture is not as it was read
     * @param change by a method of this service
     */
    @MembersOnly
    @Transactional
    public void change(PictureId id, Consumer<PictureSummary> check, Consumer<PictureId> change) {
        check.accept(picture(id));
        change.accept(id);
    }

    /**
     * Trains on this picture, also when it is below the minimum size: a person decided so, or the second of two, where
     * the dataset asks for them.
     */
    @MembersOnly
    @Transactional
    public void include(PictureId id) {
        Picture picture = pictures.require(id);
        picture.requirePresent();
        picture.requireUsable();
        for (Picture decided : twoPeople.decided(List.of(picture), true)) {
            decided.include();
            contributions.record(DatasetAction.INCLUDED, List.of(decided));
            auditEvents.publish("picture.included", decided.subject());
        }
    }

    @MembersOnly
    @Transactional
    public void exclude(PictureId id) {
        Picture picture = pictures.require(id);
        picture.requirePresent();
        for (Picture decided : twoPeople.decided(List.of(picture), false)) {
            decided.exclude();
            contributions.record(DatasetAction.LEFT_OUT, List.of(decided));
            auditEvents.publish("picture.excluded", decided.subject());
        }
    }

    /**
     * Has an epoch show a picture so often, where a trainer has repeats.
     *
     * @throws DomainException.RuleViolation in {@code repeats} when it is out of range
     */
    @MembersOnly
    @Transactional
    public void repeat(PictureId id, int times) {
        pictures.require(id).requirePresent();
        choices.repeat(List.of(id), times);
    }

    /**
     * Takes pictures out of the dataset; {@link #restore} takes that back for 30 days. Snapshots keep theirs. What
     * tells whose face it is goes at once.
     */
    @MembersOnly
    @Transactional
    public void remove(Collection<PictureId> ids) {
        UUID by = actor.get().id();
        List<Picture> present =
                loadAll(ids).stream().filter(picture -> !picture.isRemoved()).toList();
        for (Picture picture : present) {
            picture.remove(by, clock.instant());
            auditEvents.publish("picture.removed", picture.subject());
        }
        contributions.record(DatasetAction.REMOVED, present);
        measureRepository.forgetIdentity(ids);
    }

    /**
     * Puts removed pictures back where they were.
     *
     * @throws DomainException.Conflict when the same picture was added again meanwhile
     */
    @MembersOnly
    @Transactional
    public void restore(Collection<PictureId> ids) {
        List<Picture> removed = loadAll(ids).stream().filter(Picture::isRemoved).toList();
        for (Picture picture : removed) {
            List<Picture> same = pictures.withHash(
                    picture.character().value(), List.of(picture.original().hex()));
            if (!same.isEmpty()) {
                throw addedAgain(picture, same.getFirst().fileName());
            }
            picture.restore();
            auditEvents.publish("picture.restored", picture.subject());
        }
        try {
            pictures.flush();
        } catch (DataIntegrityViolationException e) {
            throw addedAgain(removed.getFirst(), "another file");
        }
        contributions.record(DatasetAction.RESTORED, removed);
        events.publishEvent(new MeasuringRequested());
    }

    /**
     * Freezes the included pictures, their captions and their order. The same content gives the same snapshot.
     *
     * @param fewerConfirmed whether a person confirmed to train on fewer pictures that count than the guide's minimum
     *     of 15
     * @throws DomainException.RuleViolation below the minimum without confirmation, and without any picture
     */
    @MembersOnly
    @Transactional(propagation = Propagation.SUPPORTS)
    public SnapshotSummary freeze(CharacterId character, boolean fewerConfirmed) {
        CharacterSummary summary = characters.get(character);
        return snapshots.freeze(summary, fewerConfirmed, () -> guideCount(character));
    }

    /**
     * A frozen dataset in short.
     *
     * @throws DomainException.NotFound when there is none with this id
     */
    public SnapshotSummary snapshot(SnapshotId id) {
        return snapshots.get(id);
    }

    public List<SnapshotSummary> snapshots(Collection<SnapshotId> ids) {
        return snapshots.find(ids);
    }

    public Page<SnapshotLine> snapshots(CharacterId character, Pageable page) {
        return snapshots.page(character, new SearchText(""), ListOrder.NEWEST, page);
    }

    /**
     * The newest first.
     *
     * @param after the place behind which they begin; null for the newest
     */
    public List<SnapshotSummary> snapshotsBehind(
            CharacterId character, @Nullable ListPlace<Instant, SnapshotId> after, int most) {
        return snapshots.behind(character, after, most);
    }

    public List<SnapshotEntry> entries(SnapshotId id) {
        return snapshots.entries(id);
    }

    public Set<UUID> contributors(SnapshotId id) {
        return contributions(id).stream().map(DatasetContribution::account).collect(Collectors.toSet());
    }

    public Map<SnapshotId, Set<UUID>> contributors(Collection<SnapshotId> ids) {
        return contributions.accounts(ids);
    }

    public Set<UUID> contributorsNow(CharacterId character) {
        return contributions.accountsNow(character);
    }

    /** Everyone who ever shaped the dataset, also where it no longer counts. */
    public Set<UUID> contributorsEver(CharacterId character) {
        return contributions.accountsEver(character);
    }

    /** Also those that were removed, as long as they can be restored. */
    public List<PictureId> everyPicture(CharacterId character) {
        return pictures.everyId(character.value()).stream().map(PictureId::new).toList();
    }

    public List<DatasetContribution> contributions(SnapshotId id) {
        snapshots.get(id);
        return contributions.of(id);
    }

    public SnapshotDiff diff(SnapshotId before, SnapshotId after) {
        return snapshots.diff(before, after);
    }

    public SnapshotDiff changesSince(SnapshotId snapshot) {
        SnapshotSummary frozen = snapshots.get(snapshot);
        return snapshots.changesSince(frozen, characters.get(frozen.character()));
    }

    private List<PictureSummary> all(CharacterId character) {
        TriggerWord trigger = characters.get(character).triggerWord();
        Map<PictureId, List<OpenVerdict>> open =
                consensus.open(character).stream().collect(Collectors.groupingBy(OpenVerdict::picture));
        return pictures.present(character.value()).stream()
                .map(picture -> picture.summary(trigger, open.getOrDefault(new PictureId(picture.getId()), List.of())))
                .toList();
    }

    private List<Picture> loadAll(Collection<PictureId> ids) {
        return pictures.findAllById(ids.stream().map(PictureId::value).toList());
    }

    private CharacterSummary character(Picture picture) {
        return characters.get(picture.character());
    }

    private static DomainException.Conflict addedAgain(Picture picture, String other) {
        return new DomainException.Conflict(picture.fileName()
                + " cannot come back: the same picture was added again as " + other + ". Nothing was restored.");
    }
}
