package io.understudy.datasets.ui;

import io.understudy.characters.CharacterService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.DatasetSignals;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.platform.core.CurrentActor;
import org.springframework.stereotype.Component;

@Component
record DatasetServices(
        CharacterService characters,
        CharacterHeaders headers,
        DatasetService datasets,
        CaptionServices captions,
        MeasureService measuring,
        PictureServices pictureServices,
        PictureIntake intake,
        DatasetSignals signals,
        BackgroundReader readings,
        CurrentActor actor) {}
