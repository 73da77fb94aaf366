package io.understudy.datasets;

import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class DatasetTab extends CharacterTab {
    DatasetTab(DatasetService datasets) {
        super("Dataset", 10, DatasetRoutes::of, datasets::pictureCount);
    }
}
