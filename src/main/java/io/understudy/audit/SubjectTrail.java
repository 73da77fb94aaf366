package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.identity.MembersAndSystem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SubjectTrail {
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
