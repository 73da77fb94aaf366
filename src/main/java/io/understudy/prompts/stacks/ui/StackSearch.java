package io.understudy.prompts.stacks.ui;

import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StackService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class StackSearch extends SearchSource {
    private final StackService stacks;

    StackSearch(StackService stacks) {
        super("Stacks", 8);
        this.stacks = stacks;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return stacks.find(text).stream()
                .map(stack -> new SearchHit(stack.name(), stack.note(), StackRoutes.saved(stack.id())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(new SearchCommand("Plan stack", "loras strengths combine", StackRoutes.PLANNER));
    }
}
