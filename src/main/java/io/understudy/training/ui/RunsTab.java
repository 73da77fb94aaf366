package io.understudy.training.ui;

import io.understudy.characters.CharacterTab;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import org.springframework.stereotype.Component;

@Component
class RunsTab extends CharacterTab {
    RunsTab(RunListService runs) {
        super("Runs", 20, RunRoutes::ofCharacter, character -> runs.count(RunFilter.of(character)));
    }
}
