package io.understudy.versions.creation;

import io.understudy.audit.SubjectTrail;
import io.understudy.audit.SubjectTrailRow;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.platform.core.Actor;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.review.decisions.AlteredAuditEvents;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds in the audit trail who shaped a run and its dataset. The ledger of contributions can be shortened by anyone who
 * may write to it; the rows of the trail are chained by their hashes.
 */
@Component
class TrailMakers {
    private static final String LAUNCHED = "run.launched";
    private static final String CREATED = "character.created";
    private static final String EDITED = "character.changed";
    private static final String ADDED = "picture.added";
    private static final String REFUSED = "picture.refused";
    private static final String ARRIVAL = "arrival";
    private static final Set<String> OF_RUN = Set.of(
            LAUNCHED,
            "run.resumed",
            "run.sent-again",
            "run.adopted",
            "run.checkpoint-requested",
            "run.samples-requested");
    private static final Set<String> CHOICES = Set.of(
            "picture.agreed",
            "picture.included",
            "picture.excluded",
            "picture.removed",
            "picture.restored",
            "reference.chosen",
            "reference.withdrawn");
    private static final Set<String> OF_PICTURE = Set.of(
            "picture.derived",
            "picture.repeated",
            "caption.changed",
            "measure.agreed",
            "measure.overruled",
            "measure.corrected",
            "measure.restored");
    private static final Set<String> OF_CHARACTER = Set.of(
            CREATED,
            EDITED,
            ADDED,
            REFUSED,
            "captions.accepted",
            "captions.extended",
            "captions.imported",
            "captions.proposed",
            "captions.redone",
            "captions.replaced",
            "captions.undone");

    private final SubjectTrail trail;
    private final DatasetService datasets;

    TrailMakers(SubjectTrail trail, DatasetService datasets) {
        this.trail = trail;
        this.datasets = datasets;
    }

    /**
     * @param settled those who settled rows of the trail since the launch, which may have been about its makers
     * @param altered rows that are not there or not what was written: they may hide a maker or name a wrong one
     */
    record Found(Set<UUID> makers, Map<UUID, Deed> settled, AlteredAuditEvents altered) {}

    Found of(long run, CharacterId character, String slug) {
        List<SubjectTrailRow> ofRun = trail.about("run", List.of(Long.toString(run)), OF_RUN);
        long launch = ofRun.stream()
                .filter(row -> row.verb().equals(LAUNCHED))
                .mapToLong(SubjectTrailRow::sequence)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        Set<UUID> makers = new HashSet<>();
        actors(ofRun, Long.MAX_VALUE).forEach(makers::add);
        List<String> pictures = datasets.everyPicture(character).stream()
                .map(picture -> picture.value().toString())
                .toList();
        List<SubjectTrailRow> choices = trail.about("picture", pictures, CHOICES);
        actors(choices, launch).forEach(makers::add);
        List<SubjectTrailRow> ofCharacter = trail.about("character", List.of(slug), OF_CHARACTER);
        actors(ofCharacter.stream().filter(TrailMakers::isOfTrigger).toList(), launch)
                .forEach(makers::add);
        // Those who only shaped pictures that are not trained on are in the ledger, and no makers.
        Set<UUID> listed = datasets.contributorsEver(character);
        List<SubjectTrailRow> ofPictures = trail.about("picture", pictures, OF_PICTURE);
        List<SubjectTrailRow> others = new ArrayList<>(ofPictures);
        Set<String> refused = ofCharacter.stream()
                .filter(row -> row.verb().equals(REFUSED))
                .map(TrailMakers::arrival)
                .collect(Collectors.toSet());
        ofCharacter.stream()
                .filter(row -> !Set.of(EDITED, REFUSED).contains(row.verb()))
                .filter(row -> !row.verb().equals(ADDED) || arrival(row).isEmpty() || !refused.contains(arrival(row)))
                .forEach(others::add);
        actors(others, launch).filter(actor -> !listed.contains(actor)).forEach(makers::add);
        makers.remove(Actor.SYSTEM.id());
        List<SubjectTrailRow> read = Stream.of(choices, ofCharacter, ofPictures)
                .flatMap(List::stream)
                .filter(row -> row.sequence() < launch)
                .collect(Collectors.toCollection(() -> new ArrayList<>(ofRun)));
        AlteredAuditEvents altered = AlteredAuditEvents.among(read);
        return new Found(
                makers,
                settledSince(launch),
                launch == Long.MAX_VALUE ? altered.and(AlteredAuditEvents.withoutLaunch(run)) : altered);
    }

    private Map<UUID, Deed> settledSince(long launch) {
        return trail.settledSince(launch).stream()
                .collect(Collectors.toMap(
                        SubjectTrailRow::actorId,
                        row -> new Deed(DecisionTrailCheck.settled(row.subjectId()), row.at(), true),
                        (earlier, later) -> later));
    }

    /** Which file arrived, or was damaged and never entered the dataset; empty for pictures that entered it at once. */
    private static String arrival(SubjectTrailRow row) {
        return row.after().getOrDefault(ARRIVAL, "");
    }

    private static boolean isOfTrigger(SubjectTrailRow row) {
        return row.verb().equals(CREATED)
                || (row.verb().equals(EDITED)
                        && (row.before().containsKey("trigger word")
                                || row.before().containsKey("subject")));
    }

    /** Those who acted, and those whom their rows name. */
    private static Stream<UUID> actors(List<SubjectTrailRow> rows, long before) {
        return rows.stream()
                .filter(row -> row.sequence() < before)
                .flatMap(row -> Stream.concat(Stream.of(row.actorId()), DecisionTrailCheck.makersIn(row)));
    }
}
