package io.understudy.datasets.intake;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.images.NewPicture;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what becomes of a file that arrived, each step in a transaction of its own. */
@Component
class ArrivalWriter {
    private static final int PROBLEM_LENGTH = 500;
    private static final int PATH_LENGTH = 1_000;
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /** Says of what arrived that it was refused later. */
    private static final String ARRIVAL = "arrival";

    private final ArrivalRepository arrivals;
    private final WorkingSet workingSet;
    private final CharacterService characters;
    private final BlobStore blobs;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ArrivalWriter(
            ArrivalRepository arrivals,
            WorkingSet workingSet,
            CharacterService characters,
            BlobStore blobs,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.arrivals = arrivals;
        this.workingSet = workingSet;
        this.characters = characters;
        this.blobs = blobs;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The name under which the dataset has the file already; empty when it was written.
     *
     * @param path where it lay, if the files next to it come one by one, too
     */
    @Transactional
    public Optional<String> add(Arrival arrival, @Nullable String path) {
        Optional<String> other = arrivals.present(arrival.character(), arrival.original());
        if (path != null) {
            arrivals.putSent(arrival, storable(path), other.isEmpty(), clock.instant());
        }
        if (other.isPresent()) {
            return other;
        }
        arrivals.add(arrival, clock.instant());
        blobs.retain(arrival.original());
        auditEvents.publish(
                "picture.added",
                WorkingSet.subject(characters.get(arrival.character())),
                Map.of(
                        "pictures",
                        "1",
                        "files",
                        arrival.fileName(),
                        ARRIVAL,
                        arrival.id().toString()));
        events.publishEvent(new DatasetChanged(arrival.character()));
        return Optional.empty();
    }

    static String storable(String path) {
        String end = path.substring(Math.max(0, path.length() - PATH_LENGTH));
        return UNSTORABLE.matcher(end).replaceAll("_");
    }

    @Transactional
    public void finish(UUID id, NewPicture prepared) {
        arrivals.lock(id).filter(Arrival::isWaiting).ifPresent(arrival -> {
            Integer place = arrival.place();
            workingSet.add(
                    characters.get(arrival.character()),
                    List.of(prepared.with(arrival.caption(), arrival.confirmed(), arrival.repeats())),
                    place == null ? List.of() : List.of(place),
                    arrival.exportedFrom(),
                    new Actor(arrival.uploadedBy(), arrival.uploader()));
            arrivals.remove(id);
            release(arrival);
        });
    }

    @Transactional
    public void fail(UUID id, String problem) {
        arrivals.lock(id).filter(Arrival::isWaiting).ifPresent(arrival -> {
            arrivals.putProblem(id, problem.substring(0, Math.min(PROBLEM_LENGTH, problem.length())));
            auditEvents.publish(
                    "picture.refused",
                    WorkingSet.subject(characters.get(arrival.character())),
                    Map.of("file", arrival.fileName(), "reason", problem, ARRIVAL, id.toString()));
            release(arrival);
        });
    }

    private void release(Arrival arrival) {
        blobs.release(arrival.original());
        events.publishEvent(new DatasetChanged(arrival.character()));
    }
}
