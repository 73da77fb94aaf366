package io.understudy.characters.ui;

import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.characters.NextStep;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class NextStepFinder {
    private final CharacterHeaders headers;

    NextStepFinder(CharacterHeaders headers) {
        this.headers = headers;
    }

    Optional<NextStep> of(CharacterSummary character) {
        // The likeness basis comes first: without it no later step is possible.
        Comparator<CharacterTab> consentFirst = Comparator.comparing(tab -> !(tab instanceof ConsentTab));
        return headers.tabs().stream()
                .sorted(consentFirst.thenComparingInt(CharacterTab::order))
                .flatMap(tab -> tab.nextStep(character).stream())
                .findFirst()
                .or(() -> headers.tabs().stream()
                        .filter(tab -> tab.count(character.id()) == 0)
                        .findFirst()
                        .map(tab -> new NextStep(
                                "Nothing in “" + tab.label() + "” yet.",
                                "Open " + tab.label().toLowerCase(Locale.ROOT),
                                tab.path(character.slug()))));
    }
}
