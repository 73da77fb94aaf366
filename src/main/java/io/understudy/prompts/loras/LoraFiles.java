package io.understudy.prompts.loras;

import io.understudy.prompting.guide.StackRole;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface LoraFiles extends JpaRepository<LoraFile, UUID> {
    /** Pattern is in lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select f from LoraFile f
            where f.removedAt is null and f.role in :roles
              and (lower(f.fileName) like :pattern escape '!' or lower(f.triggerWord) like :pattern escape '!'
                   or lower(f.source) like :pattern escape '!' or lower(f.licence) like :pattern escape '!')""")
    Page<LoraFile> search(String pattern, Collection<StackRole> roles, Pageable page);

    /** As {@link #search}, those whose name begins with the text first. */
    @Query("""
            select f from LoraFile f
            where f.removedAt is null
              and (lower(f.fileName) like :pattern escape '!' or lower(f.triggerWord) like :pattern escape '!')
            order by case when lower(f.fileName) like :beginning escape '!' then 0 else 1 end, lower(f.fileName), f.id""")
    List<LoraFile> find(String pattern, String beginning, Limit most);

    Optional<LoraFile> findFirstByFileHashAndRemovedAtIsNull(String fileHash);

    @Query("select count(f) from LoraFile f where f.removedAt is null and lower(f.fileName) = lower(:fileName)")
    long countNamed(String fileName);
}
