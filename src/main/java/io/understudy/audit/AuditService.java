package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.text.CsvRow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Service
@AdminsOnly
@Transactional(readOnly = true)
public class AuditService {
    @FunctionalInterface
    public interface Progress {
        void checked(long rows, long ofRows);
    }

    /** @param key the same in every check that finds this again */
    public record Found(String key, TrailProblem problem) {
        private static Found changed(String key, ChainVerification.Broken broken) {
            String words = broken.words();
            return new Found(
                    key, new TrailProblem("The audit trail was changed", words.endsWith(".") ? words : words + "."));
        }
    }

    /** @param rows of the trail, each of which was computed again */
    public record Checked(long rows, List<Found> found) {
        public Checked {
            found = List.copyOf(found);
        }
    }

    /** Rows up to the last that was read, and those of them that are not as they were written. */
    private record Walk(long rows, String hash, boolean stopped, List<ChainVerification.Broken> broken) {}

    private static final Logger log = LoggerFactory.getLogger(AuditService.class);
    private static final int BATCH = 1000;
    private static final int MOST_BROKEN = 100;
    static final AuditEvent.Subject TRAIL = new AuditEvent.Subject("audit", "trail", "audit trail");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};

    private final AuditRepository repository;
    private final AuditEvents auditEvents;
    private final TrailCheckpointService checkpoints;
    private final AnchorFile anchors;
    private final List<TrailCheck> checks;

    AuditService(
            AuditRepository repository,
            AuditEvents auditEvents,
            TrailCheckpointService checkpoints,
            AnchorFile anchors,
            List<TrailCheck> checks) {
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.auditEvents = auditEvents;
        this.checks = checks;
    }

    public List<AuditRow> page(AuditFilter filter, int offset, int most) {
        return page(filter, ListOrder.NEWEST, offset, most);
    }

    public List<AuditRow> page(AuditFilter filter, ListOrder order, int offset, int most) {
        return repository.page(filter, order, offset, most).stream()
                .map(AuditService::read)
                .toList();
    }

    /** The newest rows before one of them, which stay the same while others are written. */
    public List<AuditRow> before(AuditFilter filter, long sequence, int most) {
        return repository.before(filter, sequence, most).stream()
                .map(AuditService::read)
                .toList();
    }

    public long count(AuditFilter filter) {
        return repository.count(filter);
    }

    public List<AuditActor> actors() {
        return repository.actors();
    }

    public List<String> verbs() {
        return repository.verbs();
    }

    /**
     * Checks the whole chain up to the row that was the last at the start, in batches and constant memory, then compares
     * with it the states that were signed, also those in the anchor file, and what features keep about the same acts. The time grows with the trail: call
     * it off the session's thread.
     *
     * @param kept signed states of the trail that were kept outside of the database, one note after the other; may be empty
     * @throws DomainException.Conflict when the anchor file cannot be read
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public ChainVerification verify(String kept, Progress progress, BooleanSupplier stop) {
        ChainVerification found = walk(TrailAnchors.of(kept, anchors.notes(), checkpoints), progress, stop);
        if (found instanceof ChainVerification.Unbroken unbroken) {
            found = compare(unbroken, stop);
        }
        try {
            auditEvents.publish("audit.verified", TRAIL, Map.of("finding", found.words()));
        } catch (DataIntegrityViolationException occupied) {
            // Behind an end that was moved back there is no room for the next row: what was found says so.
            if (found instanceof ChainVerification.Unbroken) {
                throw occupied;
            }
            log.error("The audit trail takes no more rows: {}", found.words(), occupied);
        }
        return found;
    }

    /**
     * As {@link #verify}, for the product itself: it names all broken rows up to a number and compares what features keep in
     * any case, and leaves no row. The end of the trail is read without its lock.
     */
    @SystemOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Checked check() {
        BooleanSupplier never = () -> false;
        TrailAnchors kept = TrailAnchors.of("", readableNotes(), checkpoints);
        AuditRepository.Head end = repository.head();
        Walk walk = walk(end, kept, MOST_BROKEN, (rows, of) -> {}, never);
        repository.replaceBroken(
                walk.broken().stream().map(ChainVerification.Broken::sequence).collect(Collectors.toSet()));
        List<Found> found = new ArrayList<>();
        walk.broken().forEach(row -> found.add(Found.changed(row.words(), row)));
        ends(end, walk, kept).forEach((key, broken) -> found.add(Found.changed(key, broken)));
        checks.stream()
                .flatMap(check -> check.disagreements(never).stream())
                .map(words -> new Found(words, new TrailProblem("The database contradicts the audit trail", words)))
                .forEach(found::add);
        return new Checked(end.sequence(), found);
    }

    /** That the file cannot be read is found by signing. */
    private List<String> readableNotes() {
        try {
            return anchors.notes();
        } catch (DomainException.Conflict unreadable) {
            return List.of();
        }
    }

    private ChainVerification compare(ChainVerification.Unbroken trail, BooleanSupplier stop) {
        List<String> disagreements = checks.stream()
                .flatMap(check -> check.disagreements(stop).stream())
                .toList();
        if (!disagreements.isEmpty()) {
            return new ChainVerification.Contradicted(trail.rows(), disagreements);
        }
        return stop.getAsBoolean() ? new ChainVerification.Stopped(trail.rows()) : trail;
    }

    private ChainVerification walk(TrailAnchors anchors, Progress progress, BooleanSupplier stop) {
        AuditRepository.Head end = repository.head();
        Walk walk = walk(end, anchors, 1, progress, stop);
        if (!walk.broken().isEmpty()) {
            return walk.broken().getFirst();
        }
        if (walk.stopped()) {
            return new ChainVerification.Stopped(walk.rows());
        }
        repository.replaceBroken(Set.of());
        return ends(end, walk, anchors).values().stream()
                .<ChainVerification>map(broken -> broken)
                .findFirst()
                .orElse(new ChainVerification.Unbroken(walk.rows(), walk.hash()));
    }

    /** @param most broken rows after which it ends */
    private Walk walk(
            AuditRepository.Head end, TrailAnchors anchors, int most, Progress progress, BooleanSupplier stop) {
        List<ChainVerification.Broken> broken = new ArrayList<>();
        long sequence = 0;
        String hash = TrailRow.NO_ROW;
        while (sequence < end.sequence() && broken.size() < most) {
            if (stop.getAsBoolean()) {
                return new Walk(sequence, hash, true, broken);
            }
            List<TrailRow> batch = repository.after(sequence, BATCH);
            if (batch.isEmpty()) {
                broken.add(broken(TrailRow.missing(sequence + 1)));
                break;
            }
            for (TrailRow row : batch) {
                row.breakBehind(sequence, hash).map(AuditService::broken).ifPresent(broken::add);
                sequence = row.sequence();
                hash = row.hash();
                anchors.add(hash);
                if (sequence >= end.sequence() || broken.size() == most) {
                    break;
                }
            }
            progress.checked(Math.min(sequence, end.sequence()), end.sequence());
        }
        return new Walk(sequence, hash, false, broken);
    }

    /** What is wrong with the end of the trail and its signed states, by a key that does not change as the trail grows. */
    private Map<String, ChainVerification.Broken> ends(AuditRepository.Head end, Walk walk, TrailAnchors anchors) {
        Map<String, ChainVerification.Broken> ends = new LinkedHashMap<>();
        boolean whole = walk.rows() == end.sequence();
        if (whole && !walk.hash().equals(end.hash())) {
            ends.put(
                    "head",
                    new ChainVerification.Broken(
                            walk.rows(),
                            "Row " + TrailRow.number(walk.rows()) + " is not the one that the trail ends with"));
        }
        AuditRepository.Extent extent = repository.extent();
        if (extent.last() != extent.head() || extent.size() != extent.head()) {
            ends.put(
                    "extent",
                    new ChainVerification.Broken(
                            walk.rows(),
                            "The trail ends with row %s, but %s rows are there, up to number %s: rows were added behind its end, or its end was moved"
                                    .formatted(
                                            TrailRow.number(extent.head()),
                                            TrailRow.number(extent.size()),
                                            TrailRow.number(extent.last()))));
        }
        if (whole) {
            anchors.broken().ifPresent(words -> ends.put("anchors", new ChainVerification.Broken(1, words)));
        }
        return ends;
    }

    private static ChainVerification.Broken broken(TrailRow.Break found) {
        return new ChainVerification.Broken(found.sequence(), found.words());
    }

    /**
     * Writes the whole trail up to its end at the start, the oldest row first, one on each line as JSON with all that its hash
     * covers, as {@code understudy verify} reads it.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void exportRows(Writer out) throws IOException {
        auditEvents.publish("audit.exported", TRAIL);
        long end = repository.head().sequence();
        long sequence = 0;
        List<TrailRow> batch = repository.after(sequence, BATCH);
        while (!batch.isEmpty() && sequence < end) {
            for (TrailRow row : batch) {
                sequence = row.sequence();
                if (sequence <= end) {
                    out.write(row.line());
                    out.write('\n');
                }
            }
            batch = repository.after(sequence, BATCH);
        }
    }

    /** Writes the rows that match a filter as CSV, newest first; cells that a spreadsheet would run are defused. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void export(AuditFilter filter, Writer out) throws IOException {
        auditEvents.publish("audit.exported", TRAIL);
        CsvRow.write(
                out,
                "row",
                "time (UTC)",
                "person",
                "verb",
                "act",
                "subject type",
                "subject id",
                "subject",
                "before",
                "after",
                "address",
                "request",
                "SHA-256");
        long below = Long.MAX_VALUE;
        List<TrailRow> batch = repository.before(filter, below, BATCH);
        while (!batch.isEmpty()) {
            for (TrailRow row : batch) {
                write(out, row);
            }
            below = batch.getLast().sequence();
            batch = repository.before(filter, below, BATCH);
        }
    }

    private static void write(Writer out, TrailRow row) throws IOException {
        CsvRow.write(
                out,
                Long.toString(row.sequence()),
                row.at().toString(),
                row.actorName(),
                row.verb(),
                read(row).sentence(),
                row.subjectType(),
                row.subjectId(),
                row.subjectName(),
                row.beforeJson(),
                row.afterJson(),
                row.remoteAddress() == null ? "" : row.remoteAddress(),
                row.requestId() == null ? "" : row.requestId(),
                row.hash());
    }

    static AuditRow read(TrailRow row) {
        return new AuditRow(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                new AuditEvent.Subject(row.subjectType(), row.subjectId(), row.subjectName()),
                values(row.beforeJson()),
                values(row.afterJson()),
                row.remoteAddress(),
                row.requestId(),
                row.hash());
    }

    private static SortedMap<String, String> values(String json) {
        return JSON.readValue(json, VALUES);
    }
}
