package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.identity.MembersAndSystem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SubjectTrail {
    private static final int BATCH = 1000;
    private static final int MOST_BROKEN = 100;

    private final AuditRepository repository;

    SubjectTrail(AuditRepository repository) {
        this.repository = repository;
    }

    public List<SubjectTrailRow> about(String subjectType, Collection<String> subjectIds, Collection<String> verbs) {
        return subjectIds.isEmpty() || verbs.isEmpty()
                ? List.of()
                : repository.about(subjectType, subjectIds, verbs).stream()
                        .map(SubjectTrail::read)
                        .toList();
    }

    /**
     * Numbers of rows, at most a hundred, that are missing, are not as they were written or do not continue the row before.
     * Computes the hash of every row from one on, about a second for 100,000 of them.
     *
     * @param first the number of the first row that is read
     */
    public SortedSet<Long> brokenFrom(long first) {
        SortedSet<Long> broken = new TreeSet<>();
        long end = repository.head().sequence();
        long sequence = first - 1;
        String hash = first == 1 ? TrailRow.NO_ROW : null;
        while (sequence < end && broken.size() < MOST_BROKEN) {
            List<TrailRow> batch = repository.after(sequence, BATCH);
            if (batch.isEmpty()) {
                broken.add(sequence + 1);
                break;
            }
            for (TrailRow row : batch) {
                row.breakBehind(sequence, hash == null ? row.previousHash() : hash)
                        .map(TrailRow.Break::sequence)
                        .ifPresent(broken::add);
                sequence = row.sequence();
                hash = row.hash();
            }
        }
        return broken;
    }

    /** Numbers of rows, at most a hundred, that the last walk through the trail found altered or missing, whatever they are about. */
    public SortedSet<Long> foundBroken() {
        return new TreeSet<>(repository.foundBroken());
    }

    /** When this happened to a subject before the last time. */
    public Optional<Instant> lastButOne(String subjectType, String subjectId, String verb) {
        return repository.lastButOne(subjectType, subjectId, verb);
    }

    private static SubjectTrailRow read(TrailRow stored) {
        AuditRow row = AuditService.read(stored);
        return new SubjectTrailRow(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subject().id(),
                row.before(),
                row.after(),
                stored.contentHash().equals(stored.hash()));
    }
}
