package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.intake.ArrivalSettings;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.outages.Outages;
import org.springframework.stereotype.Component;

@Component
class PhotoUploadFactory {
    private final ArrivalService arrivals;
    private final CaptionFileService captions;
    private final ArrivalSettings leftOut;
    private final CurrentActor actor;
    private final Outages outages;

    PhotoUploadFactory(
            ArrivalService arrivals,
            CaptionFileService captions,
            ArrivalSettings leftOut,
            CurrentActor actor,
            Outages outages) {
        this.arrivals = arrivals;
        this.captions = captions;
        this.leftOut = leftOut;
        this.actor = actor;
        this.outages = outages;
    }

    /** As the constructor of {@link PhotoUpload} says. */
    PhotoUpload of(CharacterId character, Runnable coming, Runnable arrived) {
        return new PhotoUpload(
                arrivals,
                new CaptionFileDrop(captions, leftOut, character),
                outages,
                character,
                actor.get().id(),
                coming,
                arrived);
    }
}
