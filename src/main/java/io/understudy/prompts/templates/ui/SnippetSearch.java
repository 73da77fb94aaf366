package io.understudy.prompts.templates.ui;

import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.snippets.SnippetService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SnippetSearch implements SearchSource {
    private final SnippetService snippets;

    SnippetSearch(SnippetService snippets) {
        this.snippets = snippets;
    }

    @Override
    public String title() {
        return "Snippets";
    }

    @Override
    public int order() {
        return 7;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return snippets.find(text).stream()
                .map(snippet -> new SearchHit(snippet.name(), snippet.text(), PromptRoutes.snippet(snippet.name())))
                .toList();
    }
}
