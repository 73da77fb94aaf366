package io.understudy.characters.ui;

import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class OverviewTab extends CharacterTab {
    OverviewTab() {
        super("Overview", 0, CharacterRoutes::overview);
    }
}
