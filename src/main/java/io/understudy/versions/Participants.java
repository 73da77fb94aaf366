package io.understudy.versions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Participants extends JpaRepository<Participant, Participant.Key> {
    @Query("select p from Participant p left join fetch p.contributions where p.id.versionId in :versions")
    List<Participant> of(Collection<UUID> versions);
}
