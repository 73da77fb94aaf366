package io.understudy.audit;

import io.understudy.people.MembersAndSystem;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class SubjectTrail {
    private final AuditRows rows;

    SubjectTrail(AuditRows rows) {
        this.rows = rows;
    }

    public List<TrailRow> about(String subjectType, Collection<String> subjectIds, Collection<String> verbs) {
        return subjectIds.isEmpty() || verbs.isEmpty()
                ? List.of()
                : rows.about(subjectType, subjectIds, verbs).stream()
                        .map(SubjectTrail::read)
                        .toList();
    }

    private static TrailRow read(StoredRow stored) {
        AuditRow row = AuditService.read(stored);
        return new TrailRow(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subjectId(),
                row.before(),
                row.after(),
                ChainHash.of(stored).equals(stored.hash()));
    }
}
