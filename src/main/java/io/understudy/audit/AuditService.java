package io.understudy.audit;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.text.CsvRow;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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

    private static final Logger log = LoggerFactory.getLogger(AuditService.class);
    private static final int BATCH = 1000;
    private static final String NO_ROW = "0".repeat(64);
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
        long sequence = 0;
        String hash = NO_ROW;
        while (sequence < end.sequence()) {
            if (stop.getAsBoolean()) {
                return new ChainVerification.Stopped(sequence);
            }
            List<StoredAuditRow> batch = repository.after(sequence, BATCH);
            if (batch.isEmpty()) {
                return missing(sequence + 1);
            }
            for (StoredAuditRow row : batch) {
                if (row.sequence() != sequence + 1) {
                    return missing(sequence + 1);
                }
                if (!row.previousHash().equals(hash)) {
                    return new ChainVerification.Broken(
                            row.sequence(),
                            "Row " + RowNumbers.count(row.sequence()) + " does not continue row "
                                    + RowNumbers.count(sequence) + ": one of the two was altered");
                }
                if (!ChainHash.of(row).equals(row.hash())) {
                    return new ChainVerification.Broken(
                            row.sequence(), "Row " + RowNumbers.count(row.sequence()) + " was altered");
                }
                sequence = row.sequence();
                hash = row.hash();
                anchors.add(hash);
                if (sequence == end.sequence()) {
                    break;
                }
            }
            progress.checked(sequence, end.sequence());
        }
        if (!hash.equals(end.hash())) {
            return new ChainVerification.Broken(
                    sequence, "Row " + RowNumbers.count(sequence) + " is not the one that the trail ends with");
        }
        AuditRepository.Extent extent = repository.extent();
        if (extent.last() != extent.head() || extent.size() != extent.head()) {
            return new ChainVerification.Broken(
                    sequence,
                    "The trail ends with row %s, but %s rows are there, up to number %s: rows were added behind its end, or its end was moved"
                            .formatted(
                                    RowNumbers.count(extent.head()),
                                    RowNumbers.count(extent.size()),
                                    RowNumbers.count(extent.last())));
        }
        return anchors.broken()
                .<ChainVerification>map(words -> new ChainVerification.Broken(1, words))
                .orElse(new ChainVerification.Unbroken(sequence, hash));
    }

    private static ChainVerification missing(long sequence) {
        return new ChainVerification.Broken(sequence, "Row " + RowNumbers.count(sequence) + " is missing");
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
        List<StoredAuditRow> batch = repository.before(filter, below, BATCH);
        while (!batch.isEmpty()) {
            for (StoredAuditRow row : batch) {
                write(out, row);
            }
            below = batch.getLast().sequence();
            batch = repository.before(filter, below, BATCH);
        }
    }

    private static void write(Writer out, StoredAuditRow row) throws IOException {
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

    static AuditRow read(StoredAuditRow row) {
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
