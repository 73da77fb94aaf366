package io.understudy.characters.ui;

import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class ConsentTab extends CharacterTab {
    ConsentTab() {
        super("Consent", 50, CharacterRoutes::consent);
    }
}
