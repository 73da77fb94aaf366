package io.understudy.doctor;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.MeasureTopic;
import io.understudy.datasets.MeasuredPicture;
import io.understudy.datasets.SetMeasures;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.vision.BodyShape;
import io.understudy.datasets.vision.FaceEmbedding;
import io.understudy.datasets.vision.ShotType;
import io.understudy.guide.CompositionTarget;
import io.understudy.guide.TriggerWordRules;
import io.understudy.passports.FilePassport;
import io.understudy.passports.PassportService;
import io.understudy.safetensors.passport.BaseModel;
import io.understudy.safetensors.passport.Fit;
import io.understudy.safetensors.passport.Passport;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunDetails;
import io.understudy.training.RunService;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingParameters;
import io.understudy.versions.VersionCard;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.SheetService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class FactReader {
    /** Of the latest sheets only: older ones were drawn by older plans. */
    private static final int SHEETS = 3;

    private final RunService runs;
    private final DatasetService datasets;
    private final MeasureService measures;
    private final SheetService sheets;
    private final PassportService passports;

    FactReader(
            RunService runs,
            DatasetService datasets,
            MeasureService measures,
            SheetService sheets,
            PassportService passports) {
        this.runs = runs;
        this.datasets = datasets;
        this.measures = measures;
        this.sheets = sheets;
        this.passports = passports;
    }

    CaseFacts of(Patient patient, DrawnFacts drawn) {
        RunDetails run = patient.run();
        SnapshotSummary snapshot = datasets.snapshot(run.snapshot());
        List<SnapshotEntry> entries = datasets.entries(run.snapshot());
        return new CaseFacts(
                training(run, entries.size()),
                set(measures.measuresIn(run.snapshot()), measures.measuresOf(run.character()), measures.whyNoFaces()),
                captions(snapshot, entries),
                trigger(patient),
                file(patient),
                drawn);
    }

    private TrainingFacts training(RunDetails run, int pictures) {
        TrainingParameters asked = run.parameters();
        StepBand band = runs.backends().stream()
                .filter(choice -> choice.id().equals(run.backend()))
                .findFirst()
                .map(choice -> StepBand.of(choice.capabilities()))
                .orElseGet(StepBand::ofGuide);
        return new TrainingFacts(
                asked.steps(),
                asked.learningRate(),
                asked.effectiveScale(),
                asked.rank(),
                asked.batchSize(),
                pictures,
                band);
    }

    static SetFacts set(SetMeasures frozen, SetMeasures now, Optional<String> whyNoFaces) {
        Collection<MeasuredPicture> measured = frozen.byPicture().values();
        int unmeasured = frozen.pictures() - measured.size();
        List<MeasuredPicture> counted = measured.stream()
                .filter(picture -> picture.role() == GuideCount.Role.COUNTS)
                .toList();
        int withoutShot = count(counted, picture -> picture.shot() == null);
        int withoutFace =
                count(counted, picture -> picture.angle().isEmpty() && picture.shot() != ShotType.FROM_BEHIND);
        Map<CompositionTarget, Integer> unknown = new EnumMap<>(CompositionTarget.class);
        for (CompositionTarget target : CompositionTarget.values()) {
            boolean byFace = target == CompositionTarget.ANGLES || target == CompositionTarget.LIGHTING;
            unknown.put(target, unmeasured + (byFace ? withoutFace : withoutShot));
        }
        int strangers = count(measured, picture -> picture.isFartherThan(FaceEmbedding.OTHER_PERSON));
        int notSure = count(measured, picture -> picture.isFartherThan(FaceEmbedding.SAME_PERSON));
        return new SetFacts(
                frozen.count(),
                table(frozen),
                unknown,
                table(now),
                whyNoFaces.orElse(null),
                count(measured, picture -> picture.identityDistance() != null),
                strangers,
                notSure - strangers,
                count(measured, picture -> picture.measures().face().isPresent()),
                count(
                        measured,
                        picture -> picture.measures().sharpness().ofFace() && advised(picture, MeasureTopic.SHARPNESS)),
                count(
                        measured,
                        picture -> picture.measures().faces().size() > 1 && advised(picture, MeasureTopic.PEOPLE)),
                count(measured, picture -> advised(picture, MeasureTopic.COPY)),
                measured.size(),
                new SetFacts.Bodies(
                        proportions(measured, BodyShape::faceLengths),
                        proportions(measured, BodyShape::shouldersToHips)));
    }

    private static List<Double> proportions(
            Collection<MeasuredPicture> pictures, Function<BodyShape, @Nullable Double> which) {
        return pictures.stream()
                .flatMap(picture -> Optional.ofNullable(picture.measures().body()).stream())
                .flatMap(body -> Optional.ofNullable(which.apply(body)).stream())
                .sorted()
                .toList();
    }

    private static Map<CompositionTarget, Integer> table(SetMeasures set) {
        Map<CompositionTarget, Integer> table = new EnumMap<>(CompositionTarget.class);
        set.composition().rows().forEach(row -> table.put(row.target(), row.have()));
        return table;
    }

    private static boolean advised(MeasuredPicture picture, MeasureTopic topic) {
        return picture.standing().stream().anyMatch(verdict -> verdict.topic() == topic);
    }

    private static int count(Collection<MeasuredPicture> pictures, Predicate<MeasuredPicture> which) {
        return (int) pictures.stream().filter(which).count();
    }

    private static CaptionFacts captions(SnapshotSummary snapshot, List<SnapshotEntry> entries) {
        int empty = 0;
        int missing = 0;
        int elsewhere = 0;
        for (SnapshotEntry entry : entries) {
            TriggerUse use = TriggerUse.of(entry.caption(), snapshot.triggerWord());
            empty += entry.caption().isBlank() ? 1 : 0;
            missing += !entry.caption().isBlank() && use == TriggerUse.MISSING ? 1 : 0;
            elsewhere += use == TriggerUse.ELSEWHERE ? 1 : 0;
        }
        return new CaptionFacts(snapshot.triggerWord(), entries.size(), empty, missing, elsewhere);
    }

    private TriggerFacts trigger(Patient patient) {
        TrainingParameters asked = patient.run().parameters();
        String trained = asked.triggerWord();
        List<String> ofSamples =
                asked.samplePrompts().stream().map(SamplePrompt::prompt).toList();
        List<String> ofSheets = new ArrayList<>();
        VersionCard version = patient.version();
        if (version != null) {
            sheets.ofVersion(version.id()).stream()
                    .limit(SHEETS)
                    .flatMap(sheet -> sheets.details(sheet.id()).rows().stream())
                    .map(SheetRow::prompt)
                    .distinct()
                    .forEach(ofSheets::add);
        }
        return new TriggerFacts(
                trained,
                patient.character().triggerWord(),
                TriggerWordRules.judge(trained, patient.character().subject(), List.of()),
                prompts(ofSamples, trained),
                prompts(ofSheets, trained));
    }

    private static TriggerFacts.Prompts prompts(List<String> prompts, String trigger) {
        List<String> without = prompts.stream()
                .filter(prompt -> TriggerUse.of(prompt, trigger) == TriggerUse.MISSING)
                .toList();
        List<String> elsewhere = prompts.stream()
                .filter(prompt -> TriggerUse.of(prompt, trigger) == TriggerUse.ELSEWHERE)
                .toList();
        String example = !without.isEmpty() ? without.getFirst() : elsewhere.isEmpty() ? "" : elsewhere.getFirst();
        return new TriggerFacts.Prompts(prompts.size(), without.size(), elsewhere.size(), example);
    }

    private FileFacts file(Patient patient) {
        BlobHash file = patient.run().lora();
        VersionCard version = patient.version();
        if (file == null || version == null) {
            return new FileFacts("There is no file before the run has succeeded.", "", null, List.of());
        }
        BaseModel model = version.baseModel();
        Optional<FilePassport> known =
                passports.find(file).filter(passport -> passport.state() != FilePassport.State.WAITING);
        if (known.isEmpty()) {
            return new FileFacts("The file is not read yet.", model.label(), null, List.of());
        }
        String misfit = known.get()
                .fit(model)
                .filter(fit -> fit.outcome() == Fit.Outcome.DOES_NOT_FIT)
                .map(Fit::reason)
                .orElse(null);
        return new FileFacts(
                null,
                model.label(),
                misfit,
                known.get()
                        .broken()
                        .map(List::of)
                        .orElseGet(
                                () -> known.get().read().map(FactReader::harm).orElse(List.of())));
    }

    private static List<String> harm(Passport passport) {
        List<String> harm = new ArrayList<>();
        if (passport.modules() == 0) {
            harm.add("It holds no LoRA.");
        } else if (passport.norms().stream().allMatch(block -> block.norm() == 0)) {
            harm.add("All its weights are zero: it changes nothing.");
        }
        return harm;
    }
}
