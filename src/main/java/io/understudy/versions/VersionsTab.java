package io.understudy.versions;

import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class VersionsTab extends CharacterTab {
    VersionsTab(VersionService versions) {
        super("Versions", 30, VersionRoutes::tab, versions::count);
    }
}
