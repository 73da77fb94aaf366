package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class VersionsTab implements CharacterTab {
    private static final int AFTER_RUNS = 30;

    private final VersionService versions;

    VersionsTab(VersionService versions) {
        this.versions = versions;
    }

    @Override
    public String label() {
        return "Versions";
    }

    @Override
    public int order() {
        return AFTER_RUNS;
    }

    @Override
    public String path(String slug) {
        return VersionRoutes.tab(slug);
    }

    @Override
    public long count(CharacterId id) {
        return versions.count(id);
    }
}
