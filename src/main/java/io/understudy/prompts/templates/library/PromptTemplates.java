package io.understudy.prompts.templates.library;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PromptTemplates extends JpaRepository<PromptTemplate, UUID> {
    List<PromptTemplate> findByCharacterIdAndDeletedAtIsNullOrderByNameAsc(UUID character);

    /** In lower case, without those of deleted templates. */
    @Query("select lower(t.name) from PromptTemplate t where t.deletedAt is null")
    Set<String> names();
}
