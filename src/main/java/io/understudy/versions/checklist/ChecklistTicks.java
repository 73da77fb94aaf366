package io.understudy.versions.checklist;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface ChecklistTicks extends JpaRepository<ChecklistTick, UUID> {
    /** With their evidence, the oldest first. */
    @Query("""
            select distinct t from ChecklistTick t left join fetch t.evidence
            where t.versionId = :version order by t.tickedAt, t.id""")
    List<ChecklistTick> of(UUID version);

    @Query("""
            select t.versionId as version, count(t) as ticks from ChecklistTick t
            where t.versionId in :versions and t.standingFor is not null group by t.versionId""")
    List<Count> countStanding(Collection<UUID> versions);

    interface Count {
        UUID getVersion();

        long getTicks();
    }
}
