package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.platform.core.CurrentActor;
import org.springframework.stereotype.Component;

@Component
class PhotoUploadFactory {
    private final PictureIntake intake;
    private final CaptionFileService captions;
    private final CurrentActor actor;

    PhotoUploadFactory(PictureIntake intake, CaptionFileService captions, CurrentActor actor) {
        this.intake = intake;
        this.captions = captions;
        this.actor = actor;
    }

    /** As the constructor of {@link PhotoUpload} says. */
    PhotoUpload of(CharacterId character, Runnable coming, Runnable arrived) {
        return new PhotoUpload(
                intake,
                new CaptionFileDrop(captions, character),
                character,
                actor.get().id(),
                coming,
                arrived);
    }
}
