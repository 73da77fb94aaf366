package io.understudy.characters.ui;

import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterSummary;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(0)
class ConsentStage implements StageProvider {
    private static final String NAME = "Consent";

    @Override
    public List<Stage> of(CharacterSummary character) {
        String path = CharacterRoutes.consent(character.slug());
        var basis = character.likenessBasis();
        return List.of(
                basis == null
                        ? Stage.open(
                                NAME,
                                "no basis recorded",
                                path,
                                new NextStep(
                                        "Say why the team may use this likeness. Without a likeness basis no run can be launched.",
                                        "Record likeness basis",
                                        path))
                        : Stage.done(NAME, basis.label(), path));
    }
}
