package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import io.understudy.prompts.templates.PromptRoutes;
import org.springframework.stereotype.Component;

@Component
class PromptsTab implements CharacterTab {
    private static final int AFTER_VERSIONS = 40;

    @Override
    public String label() {
        return "Prompts";
    }

    @Override
    public int order() {
        return AFTER_VERSIONS;
    }

    @Override
    public String path(String slug) {
        return PromptRoutes.ofCharacter(slug);
    }

    @Override
    public long count(CharacterId id) {
        return NO_COUNT;
    }
}
