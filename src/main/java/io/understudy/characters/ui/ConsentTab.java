package io.understudy.characters.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.characters.NextStep;
import java.util.Optional;
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

    @Override
    public Optional<NextStep> nextStep(CharacterSummary character) {
        return character.likenessBasis() == null
                ? Optional.of(new NextStep(
                        "Say why the team may use this likeness. Without a likeness basis no run can be launched.",
                        "Record likeness basis",
                        path(character.slug())))
                : Optional.empty();
    }
}
