package io.understudy.doctor;

import io.understudy.datasets.GuideCount;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.measures.ColumnChoice;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import io.understudy.versions.sheets.measures.SheetMeasures.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of a run about which there is nothing to complain, to be changed one by one. */
final class CaseFixture {
    int steps = 1000;
    double rate = 1e-4;
    double scale = 1;
    int pictures = 30;
    int strangers;
    int blurred;
    int groups;
    int copies;
    DatasetFacts.Bodies bodies = new DatasetFacts.Bodies(List.of(8.4, 8.9, 9.3), List.of(1.5, 1.6, 1.7));
    int missing;
    int elsewhere;
    String frozenTrigger = "ohwx woman";
    String charactersTrigger = "ohwx woman";
    TriggerFacts.Prompts samples = new TriggerFacts.Prompts(2, 0, 0, "");
    TriggerFacts.Prompts sheets = new TriggerFacts.Prompts(4, 0, 0, "");
    FileFacts file = new FileFacts(null, "FLUX.1 dev", null, List.of());
    StepBand band = StepBand.ofGuide();
    GeneratedFacts drawn = GeneratedFacts.notMeasured("", "No pictures were generated.");
    final Map<CompositionTarget, Integer> have = new EnumMap<>(CompositionTarget.class);
    final Map<CompositionTarget, Integer> unknown = new EnumMap<>(CompositionTarget.class);
    final Map<CompositionTarget, Integer> now = new EnumMap<>(CompositionTarget.class);

    CaseFixture() {
        for (CompositionTarget target : CompositionTarget.values()) {
            have.put(target, target.least());
            now.put(target, target.least());
        }
    }

    /** So many of a kind in the snapshot, and in the dataset since. */
    CaseFixture pictures(CompositionTarget target, int frozen, int today) {
        have.put(target, frozen);
        now.put(target, today);
        return this;
    }

    /** A sheet was measured. */
    CaseFixture drew(@Nullable Faces faces, @Nullable Double change, Nearest... nearest) {
        drawn = GeneratedFacts.measured(
                "Test sheet 2",
                new SheetMeasures(
                        List.of(
                                new AtStrength(Strength.of(0.5), 8, 1.0, null, Map.of(), null),
                                new AtStrength(Strength.of(0.9), 8, change, null, Map.of(), null)),
                        Map.of(),
                        faces,
                        faces == null ? 3 : faces.count(),
                        20,
                        new ArrayList<>(List.of(nearest)),
                        List.of(),
                        new ColumnChoice(null, List.of(), "nothing was measured"),
                        null,
                        Map.of()));
        return this;
    }

    static Nearest near(int bits, @Nullable Double faceDistance) {
        BlobHash picture = new BlobHash("a".repeat(64));
        return new Nearest(0, picture, "photo_3.jpg", picture, bits, faceDistance);
    }

    CaseFacts facts() {
        return new CaseFacts(
                new TrainingFacts(steps, rate, scale, 16, 1, pictures, band),
                new DatasetFacts(
                        new GuideCount(pictures, 0, 0),
                        have,
                        unknown,
                        now,
                        null,
                        20,
                        strangers,
                        0,
                        20,
                        blurred,
                        groups,
                        copies,
                        pictures,
                        bodies),
                new CaptionFacts(new TriggerWord(frozenTrigger), pictures, 0, missing, elsewhere),
                new TriggerFacts(
                        new TriggerWord("ohwx woman"),
                        new TriggerWord(charactersTrigger),
                        Advice.fits("Unique, and combined."),
                        samples,
                        sheets),
                file,
                drawn);
    }
}
