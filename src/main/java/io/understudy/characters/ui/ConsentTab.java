package io.understudy.characters.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class ConsentTab implements CharacterTab {
    private static final int LAST = 50;

    @Override
    public String label() {
        return "Consent";
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public String path(String slug) {
        return CharacterRoutes.consent(slug);
    }

    @Override
    public long count(CharacterId id) {
        return NO_COUNT;
    }
}
