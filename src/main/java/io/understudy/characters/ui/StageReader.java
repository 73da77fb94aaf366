package io.understudy.characters.ui;

import io.understudy.characters.CharacterSummary;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
public class StageReader {
    private final List<StageProvider> providers;

    StageReader(List<StageProvider> providers) {
        this.providers = providers.stream()
                .sorted(Comparator.comparingInt(StageProvider::order))
                .toList();
    }

    public Stages of(CharacterSummary character) {
        return new Stages(providers.stream()
                .flatMap(provider -> provider.of(character).stream())
                .toList());
    }
}
