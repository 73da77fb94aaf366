package io.understudy.training.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import org.springframework.stereotype.Component;

@Component
class RunsTab implements CharacterTab {
    private static final int AFTER_DATASET = 20;

    private final RunListService runs;

    RunsTab(RunListService runs) {
        this.runs = runs;
    }

    @Override
    public String label() {
        return "Runs";
    }

    @Override
    public int order() {
        return AFTER_DATASET;
    }

    @Override
    public String path(String slug) {
        return RunRoutes.ofCharacter(slug);
    }

    @Override
    public long count(CharacterId id) {
        return runs.count(RunFilter.of(id));
    }
}
