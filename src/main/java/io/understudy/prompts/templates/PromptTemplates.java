package io.understudy.prompts;

import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PromptTemplates extends JpaRepository<PromptTemplate, UUID> {
    /** Pattern is in lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select p from PromptTemplate p
            where p.deletedAt is null
              and (lower(p.name) like :pattern escape '!' or lower(p.text) like :pattern escape '!'
                   or lower(p.scene) like :pattern escape '!' or lower(p.lighting) like :pattern escape '!'
                   or lower(p.camera) like :pattern escape '!' or lower(p.style) like :pattern escape '!')
            order by lower(p.name), p.id""")
    Page<PromptTemplate> search(String pattern, Pageable page);
}
