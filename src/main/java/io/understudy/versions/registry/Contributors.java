package io.understudy.versions.registry;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface Contributors extends JpaRepository<Contributor, Contributor.Key> {
    @Query("select p from Contributor p left join fetch p.contributions where p.id.versionId in :versions")
    List<Contributor> of(Collection<UUID> versions);
}
