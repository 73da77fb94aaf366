package io.understudy.characters.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class OverviewTab implements CharacterTab {
    @Override
    public String label() {
        return "Overview";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public String path(String slug) {
        return CharacterRoutes.overview(slug);
    }

    @Override
    public long count(CharacterId id) {
        return NO_COUNT;
    }
}
