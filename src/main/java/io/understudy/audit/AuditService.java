package io.understudy.audit;

import io.understudy.bundle.Hashes;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
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

    /**
     * @param rows up to the last that was read
     * @param hash of the row that the trail ends with; null where it is missing
     * @param broken those that are not as they were written, up to a number
     * @param unsettled those of them that no admin settled
     */
    private record Walk(
            long rows,
            @Nullable String hash,
            boolean stopped,
            boolean more,
            List<TrailState.BrokenRow> broken,
            List<TrailState.BrokenRow> unsettled) {}

    private static final Logger log = LoggerFactory.getLogger(AuditService.class);
    private static final int BATCH = 1000;
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
        Walk walk = walk(end, kept, (rows, of) -> {}, never);
        List<Found> found = new ArrayList<>();
        walk.broken().stream().map(AuditService::said).forEach(row -> found.add(Found.changed(row.words(), row)));
        if (walk.more()) {
            found.add(new Found(
                    "more",
                    new TrailProblem(
                            "The audit trail was changed",
                            "More than %d rows are not as they were written.".formatted(TrailState.MOST_BROKEN))));
        }
        ends(end, walk, kept).forEach((key, broken) -> found.add(Found.changed(key, broken)));
        checks.stream()
                .flatMap(check -> check.disagreements(never).stream())
                .map(words -> new Found(words, new TrailProblem("The database contradicts the audit trail", words)))
                .forEach(found::add);
        return new Checked(end.sequence(), found);
    }

    /**
     * The last of these acts, while no walk through the whole trail has come behind it.
     *
     * @return its row, or nothing
     */
    @SystemOnly
    public List<Long> awaitingWalk(Collection<String> verbs) {
        long walked = repository.walked().sequence();
        long last = repository.last(verbs);
        return last > walked || walked > repository.last() ? List.of(last) : List.of();
    }

    /**
     * Reads the whole trail for what waits for that.
     *
     * @return whether rows are broken that the walk before did not find so
     */
    @SystemOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public boolean walk(BooleanSupplier stop) {
        List<TrailState.BrokenRow> before = repository.broken();
        Walk walk = walk(repository.head(), TrailAnchors.none(), (rows, of) -> {}, stop);
        return !walk.stopped() && !before.containsAll(walk.broken());
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
        Walk walk = walk(end, anchors, progress, stop);
        if (!walk.unsettled().isEmpty()) {
            return said(walk.unsettled().getFirst());
        }
        if (walk.stopped()) {
            return new ChainVerification.Stopped(walk.rows());
        }
        return ends(end, walk, anchors).values().stream()
                .<ChainVerification>map(broken -> broken)
                .findFirst()
                .orElseGet(() -> new ChainVerification.Unbroken(
                        end.sequence(), end.hash(), walk.broken().size()));
    }

    /** Reads every row, also those behind the end, and keeps what it found unless it was stopped. */
    private Walk walk(AuditRepository.Head end, TrailAnchors anchors, Progress progress, BooleanSupplier stop) {
        BrokenRowList broken = new BrokenRowList(SubjectTrail.settled(repository, end.sequence()));
        long last = Math.max(end.sequence(), repository.last());
        long sequence = 0;
        String hash = TrailRow.NO_ROW;
        String atEnd = end.sequence() == 0 ? hash : null;
        while (sequence < last) {
            if (stop.getAsBoolean()) {
                return new Walk(sequence, atEnd, true, broken.more, broken.rows, broken.unsettled);
            }
            List<TrailRow> batch = repository.after(sequence, BATCH);
            if (batch.isEmpty()) {
                broken.missing(sequence + 1, hash, end.hash());
                break;
            }
            for (TrailRow row : batch) {
                broken.check(row, sequence, hash);
                sequence = row.sequence();
                hash = row.hash();
                if (sequence <= end.sequence()) {
                    anchors.add(hash);
                }
                if (sequence == end.sequence()) {
                    atEnd = hash;
                }
            }
            progress.checked(Math.min(sequence, last), last);
        }
        // Rows that were appended meanwhile may not have been read.
        repository.keep(new AuditRepository.Walked(Math.min(sequence, last), broken.more), broken.rows);
        return new Walk(sequence, atEnd, false, broken.more, broken.rows, broken.unsettled);
    }

    /** Gathers broken rows, up to a number that those an admin settled do not count for. */
    private static final class BrokenRowList {
        private final Set<String> settled;
        private final List<TrailState.BrokenRow> rows = new ArrayList<>();
        private final List<TrailState.BrokenRow> unsettled = new ArrayList<>();
        private boolean more;

        BrokenRowList(Set<String> settled) {
            this.settled = settled;
        }

        void check(TrailRow row, long before, String hashBefore) {
            if (row.sequence() > before + 1) {
                missing(before + 1, hashBefore, row.previousHash());
                // What is there is compared with itself: what came before it is not.
                check(row, row.sequence() - 1, row.previousHash());
                return;
            }
            row.breakBehind(before, hashBefore)
                    .ifPresent(found -> add(
                            found, row.previousHash().equals(hashBefore), hashBefore, row.contentHash(), row.hash()));
        }

        void missing(long first, String hashBefore, String hashOfLast) {
            add(TrailRow.missing(first), false, "missing", hashBefore, hashOfLast);
        }

        private void add(TrailRow.Break found, boolean chained, String... now) {
            String hash = Hashes.hex(String.join(" ", now).getBytes(StandardCharsets.UTF_8));
            TrailState.BrokenRow row = new TrailState.BrokenRow(found.sequence(), hash, chained, found.words());
            if (!settled.contains(SubjectTrail.key(row))) {
                if (unsettled.size() == TrailState.MOST_BROKEN) {
                    more = true;
                    return;
                }
                unsettled.add(row);
            }
            rows.add(row);
        }
    }

    /** What is wrong with the end of the trail and its signed states, by a key that does not change as the trail grows. */
    private Map<String, ChainVerification.Broken> ends(AuditRepository.Head end, Walk walk, TrailAnchors anchors) {
        Map<String, ChainVerification.Broken> ends = new LinkedHashMap<>();
        boolean whole = walk.hash() != null;
        if (whole && !end.hash().equals(walk.hash())) {
            ends.put(
                    "head",
                    new ChainVerification.Broken(
                            end.sequence(),
                            "Row " + TrailRow.number(end.sequence()) + " is not the one that the trail ends with"));
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

    private static ChainVerification.Broken said(TrailState.BrokenRow row) {
        return new ChainVerification.Broken(row.sequence(), row.words());
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

    /** Whether both its values are JSON: what was altered may be anything. */
    static boolean isReadable(TrailRow row) {
        return parsed(row.beforeJson()).isPresent() && parsed(row.afterJson()).isPresent();
    }

    private static SortedMap<String, String> values(String json) {
        return parsed(json).orElseGet(TreeMap::new);
    }

    private static Optional<TreeMap<String, String>> parsed(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, VALUES))
                    .filter(values -> values.values().stream().noneMatch(Objects::isNull));
        } catch (JacksonException altered) {
            return Optional.empty();
        }
    }
}
