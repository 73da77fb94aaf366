package io.understudy.prompts.templates.snippets;

import io.understudy.prompting.language.Snippets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;

public interface PromptSnippets extends JpaRepository<PromptSnippet, UUID> {
    List<PromptSnippet> findAllByOrderByNameAsc();

    Optional<PromptSnippet> findByName(String name);

    /** In lower case, with {@code !} before characters that are meant literally. */
    @Query("""
            select s from PromptSnippet s
            where s.name like :pattern escape '!' or lower(s.text) like :pattern escape '!'
            order by case when s.name like :beginning escape '!' then 0 else 1 end, s.name""")
    List<PromptSnippet> find(String pattern, String beginning, Limit most);

    /** As {@link #find}, in the page's order. */
    @Query("""
            select s from PromptSnippet s
            where s.name like :pattern escape '!' or lower(s.text) like :pattern escape '!'""")
    Page<PromptSnippet> page(String pattern, Pageable page);

    @NativeQuery("""
            select text || ' ' || scene || ' ' || lighting || ' ' || camera || ' ' || style
            from prompt_template where deleted_at is null and search_text like '%{@%'""")
    List<String> templatesWithSnippets();

    default Snippets language() {
        return new Snippets(findAll().stream().collect(Collectors.toMap(PromptSnippet::name, PromptSnippet::text)));
    }
}
