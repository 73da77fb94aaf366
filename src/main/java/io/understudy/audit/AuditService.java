package io.understudy.audit;

import io.understudy.people.AdminsOnly;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CsvRow;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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

    private static final int BATCH = 1000;
    private static final String NO_ROW = "0".repeat(64);
    private static final Act.Subject TRAIL = new Act.Subject("audit", "trail", "audit trail");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};

    private final AuditRows rows;
    private final Acts acts;
    private final List<TrailCheck> checks;

    AuditService(AuditRows rows, Acts acts, List<TrailCheck> checks) {
        this.rows = rows;
        this.acts = acts;
        this.checks = checks;
    }

    public List<AuditRow> rows(AuditFilter filter, int offset, int most) {
        return rows.page(filter, offset, most).stream().map(AuditService::read).toList();
    }

    public long count(AuditFilter filter) {
        return rows.count(filter);
    }

    public List<AuditActor> actors() {
        return rows.actors();
    }

    public List<String> verbs() {
        return rows.verbs();
    }

    /**
     * Checks the whole chain up to the row that was the last at the start, in batches and constant memory, then compares
     * with it what features keep about the same acts. The time grows with the trail: call it off the session's thread.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Verification verify(Progress progress, BooleanSupplier stop) {
        Verification found = walk(progress, stop);
        if (found instanceof Verification.Unbroken unbroken) {
            found = compare(unbroken, stop);
        }
        acts.publish("audit.verified", TRAIL, Map.of("finding", found.words()));
        return found;
    }

    private Verification compare(Verification.Unbroken trail, BooleanSupplier stop) {
        List<String> disagreements = checks.stream()
                .flatMap(check -> check.disagreements(stop).stream())
                .toList();
        if (!disagreements.isEmpty()) {
            return new Verification.Contradicted(trail.rows(), disagreements);
        }
        return stop.getAsBoolean() ? new Verification.Stopped(trail.rows()) : trail;
    }

    private Verification walk(Progress progress, BooleanSupplier stop) {
        AuditRows.Head end = rows.head();
        long sequence = 0;
        String hash = NO_ROW;
        while (sequence < end.sequence()) {
            if (stop.getAsBoolean()) {
                return new Verification.Stopped(sequence);
            }
            List<StoredRow> batch = rows.after(sequence, BATCH);
            if (batch.isEmpty()) {
                return missing(sequence + 1);
            }
            for (StoredRow row : batch) {
                if (row.sequence() != sequence + 1) {
                    return missing(sequence + 1);
                }
                if (!row.previousHash().equals(hash)) {
                    return new Verification.Broken(
                            row.sequence(),
                            "Row " + Numbers.count(row.sequence()) + " does not continue row " + Numbers.count(sequence)
                                    + ": one of the two was altered");
                }
                if (!ChainHash.of(row).equals(row.hash())) {
                    return new Verification.Broken(
                            row.sequence(), "Row " + Numbers.count(row.sequence()) + " was altered");
                }
                sequence = row.sequence();
                hash = row.hash();
                if (sequence == end.sequence()) {
                    break;
                }
            }
            progress.checked(sequence, end.sequence());
        }
        return hash.equals(end.hash())
                ? new Verification.Unbroken(sequence, hash)
                : new Verification.Broken(
                        sequence, "Row " + Numbers.count(sequence) + " is not the one that the trail ends with");
    }

    private static Verification missing(long sequence) {
        return new Verification.Broken(sequence, "Row " + Numbers.count(sequence) + " is missing");
    }

    /** Writes the rows that match a filter as CSV, newest first; cells that a spreadsheet would run are defused. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void export(AuditFilter filter, Writer out) throws IOException {
        acts.publish("audit.exported", TRAIL);
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
                "SHA-256");
        long below = Long.MAX_VALUE;
        List<StoredRow> batch = rows.before(filter, below, BATCH);
        while (!batch.isEmpty()) {
            for (StoredRow row : batch) {
                write(out, row);
            }
            below = batch.getLast().sequence();
            batch = rows.before(filter, below, BATCH);
        }
    }

    private static void write(Writer out, StoredRow row) throws IOException {
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
                row.hash());
    }

    static AuditRow read(StoredRow row) {
        return new AuditRow(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subjectType(),
                row.subjectId(),
                row.subjectName(),
                values(row.beforeJson()),
                values(row.afterJson()),
                row.remoteAddress(),
                row.hash());
    }

    private static SortedMap<String, String> values(String json) {
        return JSON.readValue(json, VALUES);
    }
}
