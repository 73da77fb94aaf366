package io.understudy.datasets.quality;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consensus.TwoPeople;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.datasets.snapshots.Snapshots;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class MeasureService {
    public static final Setting IDENTITY = Setting.onOff("datasets.identity-measures", true);

    private static final int REASON_LENGTH = 300;

    private final Pictures pictures;
    private final Snapshots snapshots;
    private final MeasureRepository measures;
    private final MeasureOverrideRepository overrules;
    private final DatasetContributionRepository contributions;
    private final TwoPeople twoPeople;
    private final PictureMeterProvider meters;
    private final SettingsService settings;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MeasureService(
            Pictures pictures,
            Snapshots snapshots,
            MeasureRepository measures,
            MeasureOverrideRepository overrules,
            DatasetContributionRepository contributions,
            TwoPeople twoPeople,
            PictureMeterProvider meters,
            SettingsService settings,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.snapshots = snapshots;
        this.measures = measures;
        this.overrules = overrules;
        this.contributions = contributions;
        this.twoPeople = twoPeople;
        this.meters = meters;
        this.settings = settings;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public DatasetMeasures measuresOf(CharacterId character) {
        return new DatasetAssessment(
                        pictures.present(character.value()),
                        Picture::isIncluded,
                        0,
                        measures.of(character),
                        measures.problemsEverOf(character),
                        measures.embeddings(character),
                        overrules.of(character),
                        measures.reference(character).orElse(null))
                .measures();
    }

    /**
     * As {@link #measuresOf(CharacterId)} for a frozen dataset: its pictures are judged among each other, whatever
     * became of them in the working dataset since. Those that were purged count as pictures and are not known.
     *
     * @throws DomainException.NotFound when there is no such snapshot
     */
    public DatasetMeasures measuresIn(SnapshotId snapshot) {
        CharacterId character = snapshots.get(snapshot).character();
        List<String> displays = snapshots.entries(snapshot).stream()
                .map(entry -> entry.display().hex())
                .toList();
        List<Picture> frozen = new ArrayList<>();
        Set<BlobHash> seen = new HashSet<>();
        for (Picture picture : pictures.withDisplay(character.value(), displays)) {
            if (seen.add(picture.display())) {
                frozen.add(picture);
            }
        }
        return new DatasetAssessment(
                        frozen,
                        picture -> true,
                        displays.size() - frozen.size(),
                        measures.everOf(character),
                        measures.problemsEverOf(character),
                        measures.embeddings(character),
                        overrules.of(character),
                        measures.reference(character).orElse(null))
                .measures();
    }

    /**
     * Where the face is on the pictures of a frozen dataset, for cutting around it.
     *
     * @return by the hash of the display picture; without those that show no face or several, and those not measured
     */
    public Map<BlobHash, FaceBox> onlyFaces(SnapshotId snapshot) {
        return measures.onlyFaces(snapshot);
    }

    /**
     * Says that a picture is right as it is, whatever was measured.
     *
     * @param reason at least a word: the person who comes later wants to know
     * @throws DomainException.RuleViolation without a reason, or with a very long one
     */
    @MembersOnly
    @Transactional
    public void overrule(PictureId id, MeasureTopic topic, String reason) {
        String words = reason.strip();
        require(!words.isEmpty(), "reason", "Say why: people who look at this picture later need to know.");
        requireShort(words);
        Picture picture = present(id);
        if (counts(picture, topic, MeasureOverride.FINE, words)) {
            overrules.put(id, topic, MeasureOverride.FINE, words, actor.get().id(), clock.instant());
            contributions.record(DatasetAction.OVERRULED, List.of(picture));
            publish("measure.overruled", picture, Map.of("measure", topic.label(), "reason", words));
        }
    }

    private boolean counts(Picture picture, MeasureTopic topic, String answer, String reason) {
        return !twoPeople
                .counting(List.of(picture), question(topic), answer, reason)
                .isEmpty();
    }

    private TwoPeople.Question question(MeasureTopic topic) {
        return new TwoPeople.Question(topic.name(), picture -> standing(picture, topic), DatasetAction.OVERRULED);
    }

    private String standing(Picture picture, MeasureTopic topic) {
        String answer = overrules.former(new PictureId(picture.getId()), topic).answer();
        return answer == null ? MeasureOverride.MEASURED : answer;
    }

    /** Says that what counts at present should: it keeps a verdict of another person from counting alone. */
    @MembersOnly
    @Transactional
    public void leaveAsItIs(PictureId id, MeasureTopic topic) {
        Picture picture = present(id);
        twoPeople.counting(List.of(picture), question(topic), standing(picture, topic), "");
    }

    /**
     * Says how much of the person pictures show, where the measure is wrong or missing.
     *
     * @param reason may be empty for one picture, which speaks for itself
     * @return enough to {@linkplain #takeBack take it back}; of those pictures for which it counts
     * @throws DomainException.RuleViolation in {@code reason} without one for several pictures, or with a very long one
     */
    @MembersAndSystem
    @Transactional
    public ShotTypeCorrection correctShot(Collection<PictureId> ids, ShotType shot, String reason) {
        String words = reason.strip();
        if (words.isEmpty() && ids.size() > 1) {
            throw DomainException.RuleViolation.in(
                    "reason", "Say why: with this many pictures, nobody can tell later by looking at one.");
        }
        requireShort(words);
        // As precise as it is kept: it is compared when it is taken back.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<ShotTypeCorrection.Former> former = new ArrayList<>();
        List<Picture> corrected = twoPeople.counting(
                ids.stream().map(this::present).toList(), question(MeasureTopic.SHOT), shot.name(), words);
        for (Picture picture : corrected) {
            PictureId id = new PictureId(picture.getId());
            former.add(overrules.former(id, MeasureTopic.SHOT));
            overrules.put(id, MeasureTopic.SHOT, shot.name(), words, actor.get().id(), now);
            publish("measure.corrected", picture, Map.of("shot type", shot.words(), "reason", words));
        }
        contributions.record(DatasetAction.OVERRULED, corrected);
        return new ShotTypeCorrection(now, former);
    }

    @MembersOnly
    @Transactional
    public void takeBack(ShotTypeCorrection corrected) {
        List<Picture> takenBack = new ArrayList<>();
        for (ShotTypeCorrection.Former former : corrected.former()) {
            Picture picture = present(former.picture());
            Instant standing =
                    overrules.former(former.picture(), MeasureTopic.SHOT).decidedAt();
            String before = former.answer();
            String answer = before == null ? MeasureOverride.MEASURED : before;
            if (!corrected.at().equals(standing) || !counts(picture, MeasureTopic.SHOT, answer, former.reason())) {
                continue;
            }
            overrules.putBack(MeasureTopic.SHOT, former);
            takenBack.add(picture);
            publish("measure.restored", picture, Map.of("measure", MeasureTopic.SHOT.label()));
        }
        contributions.record(DatasetAction.OVERRULED, takenBack);
    }

    @MembersOnly
    @Transactional
    public void withdraw(PictureId id, MeasureTopic topic) {
        Picture picture = present(id);
        if (counts(picture, topic, MeasureOverride.MEASURED, "") && overrules.remove(id, topic)) {
            contributions.record(DatasetAction.OVERRULED, List.of(picture));
            publish("measure.restored", picture, Map.of("measure", topic.label()));
        }
    }

    /**
     * Compares all faces of the dataset with the one on this picture.
     *
     * @throws DomainException.RuleViolation when it shows no face that can be compared
     */
    @MembersOnly
    @Transactional
    public void chooseReference(PictureId id) {
        Picture picture = present(id);
        if (!measures.hasEmbedding(id)) {
            throw new DomainException.RuleViolation(
                    picture.fileName() + " shows no face that can be compared. Choose one that looks into the camera.");
        }
        measures.putReference(picture.character(), id);
        contributions.record(DatasetAction.CHOSE_REFERENCE, List.of(picture));
        publish("reference.chosen", picture, Map.of());
    }

    /** Compares the faces of the picture's dataset with each other again. */
    @MembersOnly
    @Transactional
    public void withdrawReference(PictureId id) {
        Picture picture = present(id);
        measures.removeReference(picture.character());
        contributions.record(DatasetAction.CHOSE_REFERENCE, List.of(picture));
        publish("reference.withdrawn", picture, Map.of());
    }

    /** Turns the comparing of faces on or off for the whole installation; off forgets every face at once. */
    @AdminsOnly
    @Transactional
    public void compareIdentities(boolean on) {
        settings.change(IDENTITY, Boolean.toString(on));
        if (on) {
            events.publishEvent(new MeasuringRequested());
        } else {
            int forgotten = measures.forgetAllIdentities();
            auditEvents.publish(
                    "faces.forgotten",
                    new AuditEvent.Subject("setting", IDENTITY.name(), "identity measures"),
                    Map.of("faces", String.valueOf(forgotten)));
        }
    }

    public Optional<String> whyNoFaces() {
        return meters.whyNoFaces();
    }

    public boolean comparesIdentities() {
        return settings.on(IDENTITY);
    }

    private static void requireShort(String reason) {
        require(reason.length() <= REASON_LENGTH, "reason", "At most " + REASON_LENGTH + " characters.");
    }

    private Picture present(PictureId id) {
        Picture picture = pictures.require(id);
        picture.requirePresent();
        return picture;
    }

    private void publish(String verb, Picture picture, Map<String, String> after) {
        auditEvents.publish(verb, picture.subject(), after);
        events.publishEvent(new DatasetChanged(picture.character()));
    }
}
