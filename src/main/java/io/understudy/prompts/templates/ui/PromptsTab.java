package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterTab;
import io.understudy.prompts.templates.PromptRoutes;
import org.springframework.stereotype.Component;

@Component
class PromptsTab extends CharacterTab {
    PromptsTab() {
        super("Prompts", 40, PromptRoutes::ofCharacter);
    }
}
