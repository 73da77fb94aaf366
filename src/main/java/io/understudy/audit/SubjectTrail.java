package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SubjectTrail {
    static final String SETTLED = "audit.row-settled";
    private static final String ROW = "audit-row";

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

    /** What the last walk through the whole trail found. */
    public TrailState state() {
        AuditRepository.Walked walked = repository.walked();
        // What claims to have come further than the trail says nothing about the rows that are still to come.
        long sequence = walked.sequence() > repository.last() ? 0 : walked.sequence();
        return new TrailState(sequence, walked.more(), unsettled(repository.broken()));
    }

    private List<TrailState.BrokenRow> unsettled(List<TrailState.BrokenRow> broken) {
        if (broken.isEmpty()) {
            return broken;
        }
        Set<String> settled = settled(repository, repository.head().sequence());
        return broken.stream().filter(row -> !settled.contains(key(row))).toList();
    }

    /** The keys of the rows that were settled up to the end of the trail, each as it was then. */
    static Set<String> settled(AuditRepository repository, long end) {
        return settlements(repository, 0)
                .filter(row -> row.intact() && row.sequence() <= end)
                .map(row -> row.subjectId() + " " + row.after().get("hash"))
                .collect(Collectors.toSet());
    }

    static String key(TrailState.BrokenRow row) {
        return row.sequence() + " " + row.hash();
    }

    public List<SubjectTrailRow> settledSince(long sequence) {
        return settlements(repository, sequence).toList();
    }

    private static Stream<SubjectTrailRow> settlements(AuditRepository repository, long behind) {
        return repository.since(behind, SETTLED).stream()
                .filter(row -> row.subjectType().equals(ROW))
                .map(SubjectTrail::read);
    }

    /** When this happened to a subject before the last time. */
    public Optional<Instant> lastButOne(String subjectType, String subjectId, String verb) {
        return repository.lastButOne(subjectType, subjectId, verb);
    }

    static AuditEvent.Subject rowOfTrail(long sequence) {
        return new AuditEvent.Subject(ROW, String.valueOf(sequence), "audit row " + sequence);
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
                stored.contentHash().equals(stored.hash()) && AuditService.isReadable(stored));
    }
}
