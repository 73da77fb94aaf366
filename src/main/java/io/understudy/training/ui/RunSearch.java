package io.understudy.training.ui;

import io.understudy.characters.CharacterService;
import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSummary;
import io.understudy.training.runs.RunListService;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

@Component
class RunSearch extends SearchSource {
    private final RunListService runs;
    private final CharacterService characters;

    RunSearch(RunListService runs, CharacterService characters) {
        super("Runs", 3);
        this.runs = runs;
        this.characters = characters;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        List<RunSummary> found = runs.find(text);
        var owners = characters.byIds(found.stream().map(RunSummary::character).toList());
        return found.stream()
                .map(run -> new SearchHit(
                        "Run " + run.number(),
                        Objects.requireNonNull(owners.get(run.character())).name() + " · "
                                + run.triggerWord().value() + " · "
                                + run.state().label(),
                        RunRoutes.of(run.number())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(
                new SearchCommand("New run", "launch start train training", RunRoutes.NEW),
                new SearchCommand("Show queue", "waiting", RunRoutes.QUEUE));
    }
}
