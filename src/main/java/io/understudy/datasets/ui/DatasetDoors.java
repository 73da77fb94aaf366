package io.understudy.datasets.ui;

import io.understudy.characters.CharacterService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.DatasetSignals;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.PictureIntake;
import io.understudy.shared.CurrentActor;
import org.springframework.stereotype.Component;

@Component
record DatasetDoors(
        CharacterService characters,
        CharacterHeaders headers,
        DatasetService datasets,
        CaptionDoors captions,
        MeasureService measuring,
        PictureTools tools,
        PictureIntake intake,
        DatasetSignals signals,
        BackgroundReadings readings,
        CurrentActor actor) {}
