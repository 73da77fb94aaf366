package io.understudy.prompts.templates.library;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PromptTemplates extends JpaRepository<PromptTemplate, UUID> {

    /** In lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select t from PromptTemplate t where t.deletedAt is null and t.searchText like :pattern escape '!'
            order by case when lower(t.name) like :beginning escape '!' then 0 else 1 end, lower(t.name), t.id""")
    List<PromptTemplate> find(String pattern, String beginning, Limit most);

    /** In lower case, without those of deleted templates. */
    @Query("select lower(t.name) from PromptTemplate t where t.deletedAt is null")
    Set<String> names();
}
