package io.understudy.prompts.templates.ui;

import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.library.TemplateListService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class TemplateSearch extends SearchSource {
    private final TemplateListService templates;

    TemplateSearch(TemplateListService templates) {
        super("Prompt templates", 6);
        this.templates = templates;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return templates.find(text).stream()
                .map(template ->
                        new SearchHit(template.name(), template.draft().text(), PromptRoutes.editor(template.id())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(
                new SearchCommand("New prompt template", "create add", PromptRoutes.newTemplate()),
                new SearchCommand("Import prompt templates", "file comfyui a1111 fal", PromptRoutes.IMPORT),
                new SearchCommand("Edit snippets", "prompts words", PromptRoutes.SNIPPETS));
    }
}
