package io.understudy.prompts.templates.snippets;

import io.understudy.prompting.language.Snippets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;

public interface PromptSnippets extends JpaRepository<PromptSnippet, UUID> {
    List<PromptSnippet> findAllByOrderByNameAsc();

    Optional<PromptSnippet> findByName(String name);

    @NativeQuery("""
            select text || ' ' || scene || ' ' || lighting || ' ' || camera || ' ' || style
            from prompt_template where deleted_at is null and search_text like '%{@%'""")
    List<String> templatesWithSnippets();

    default Snippets language() {
        return new Snippets(findAll().stream().collect(Collectors.toMap(PromptSnippet::name, PromptSnippet::text)));
    }
}
