package io.understudy.datasets.consent;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class ConsentLedgerTab implements CharacterTab {
    private static final int AFTER_CONSENT = 55;

    @Override
    public String label() {
        return "Photo consent";
    }

    @Override
    public int order() {
        return AFTER_CONSENT;
    }

    @Override
    public String path(String slug) {
        return ConsentRoutes.of(slug);
    }

    @Override
    public long count(CharacterId id) {
        return NO_COUNT;
    }
}
