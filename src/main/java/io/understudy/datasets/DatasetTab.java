package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.characters.NextStep;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class DatasetTab implements CharacterTab {
    private static final int AFTER_OVERVIEW = 10;

    private final DatasetService datasets;

    DatasetTab(DatasetService datasets) {
        this.datasets = datasets;
    }

    @Override
    public String label() {
        return "Dataset";
    }

    @Override
    public int order() {
        return AFTER_OVERVIEW;
    }

    @Override
    public String path(String slug) {
        return DatasetRoutes.of(slug);
    }

    @Override
    public long count(CharacterId id) {
        return datasets.pictureCount(id);
    }

    @Override
    public Optional<NextStep> nextStep(CharacterSummary character) {
        GuideCount count = datasets.guideCount(character.id());
        if (count.counted() >= DatasetTargets.MINIMUM_PICTURES) {
            return Optional.empty();
        }
        String words = DatasetTargets.onCount(count.counted()).words();
        return Optional.of(new NextStep(
                count.notCounted() == 0 ? words : count.words() + ". " + words,
                "Add photos",
                DatasetRoutes.of(character.slug())));
    }
}
