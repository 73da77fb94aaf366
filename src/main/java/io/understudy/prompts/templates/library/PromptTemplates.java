package io.understudy.prompts.templates.library;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface PromptTemplates extends JpaRepository<PromptTemplate, UUID> {
    List<PromptTemplate> findByCharacterIdAndDeletedAtIsNullOrderByNameAsc(UUID character);
}
