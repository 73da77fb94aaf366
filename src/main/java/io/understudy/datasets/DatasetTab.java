package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
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
}
