package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.NextStep;
import io.understudy.characters.ui.Stage;
import io.understudy.characters.ui.StageProvider;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.DatasetSignals;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(10)
class DatasetStages implements StageProvider {
    private static final String PHOTOS = "Photos";
    private static final String CAPTIONS = "Captions";

    private final DatasetService datasets;
    private final PhotoConsentService consents;
    private final DatasetSignals signals;

    DatasetStages(DatasetService datasets, PhotoConsentService consents, DatasetSignals signals) {
        this.signals = signals;
        this.datasets = datasets;
        this.consents = consents;
    }

    @Override
    public List<LiveValue<Long>> changes(CharacterId character) {
        return List.of(signals.of(character));
    }

    @Override
    public List<Stage> of(CharacterSummary character) {
        return List.of(photos(character), captions(character));
    }

    private Stage photos(CharacterSummary character) {
        String path = DatasetRoutes.of(character.slug());
        GuideCount count = datasets.guideCount(character.id());
        if (count.counted() < DatasetTargets.MINIMUM_PICTURES) {
            String advice = DatasetTargets.onCount(count.counted()).words();
            return Stage.open(
                    PHOTOS,
                    "%d of %d".formatted(count.counted(), DatasetTargets.MINIMUM_PICTURES),
                    path,
                    new NextStep(count.notCounted() == 0 ? advice : count.words() + ". " + advice, "Add photos", path));
        }
        long unproven = consents.counts(character.id()).missing();
        if (unproven > 0) {
            return Stage.open(
                    PHOTOS,
                    Formats.plural(unproven, "consent missing", "consents missing"),
                    path,
                    new NextStep(
                            Formats.plural(unproven, "photo has", "photos have") + " no consent on record.",
                            "Record consent",
                            ConsentRoutes.of(character.slug(), LedgerFilter.MISSING)));
        }
        return Stage.done(
                PHOTOS,
                count.notCounted() == 0
                        ? Formats.plural(count.pictures(), "picture", "pictures")
                        : "%d of %d count".formatted(count.counted(), count.pictures()),
                path);
    }

    private Stage captions(CharacterSummary character) {
        String path = DatasetRoutes.captions(character.slug());
        DatasetOverview overview = datasets.overview(character.id());
        int ready = overview.included() - overview.triggerToRepair();
        String note = "%d of %d".formatted(ready, overview.included());
        return overview.included() > 0 && overview.triggerToRepair() == 0
                ? Stage.done(CAPTIONS, note, path)
                : Stage.open(
                        CAPTIONS,
                        note,
                        path,
                        new NextStep(
                                Formats.plural(
                                                overview.triggerToRepair(),
                                                "caption does not begin",
                                                "captions do not begin")
                                        + " with the trigger word.",
                                "Complete captions",
                                path));
    }
}
