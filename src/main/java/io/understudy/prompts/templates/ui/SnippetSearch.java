package io.understudy.prompts.templates.ui;

import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.snippets.SnippetService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SnippetSearch extends SearchSource {
    private final SnippetService snippets;

    SnippetSearch(SnippetService snippets) {
        super("Snippets", 7);
        this.snippets = snippets;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return snippets.find(text).stream()
                .map(snippet -> new SearchHit(snippet.name(), snippet.text(), PromptRoutes.snippet(snippet.name())))
                .toList();
    }
}
