package io.understudy.characters.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.live.LiveValue;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
public class StageReader {
    private final List<StageProvider> providers;

    StageReader(List<StageProvider> providers) {
        this.providers = providers;
    }

    List<LiveValue<Long>> changes(CharacterId character) {
        return providers.stream()
                .flatMap(provider -> provider.changes(character).stream())
                .toList();
    }

    public Stages of(CharacterSummary character) {
        return new Stages(providers.stream()
                .flatMap(provider -> provider.of(character).stream())
                .toList());
    }
}
