package io.understudy.versions.sheets.measures;

import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasureSource;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.checklist.evidence.MeasuredValue.Remedy;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.flags.ArtifactKind;
import io.understudy.versions.sheets.flags.SheetFlagRepository;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class SheetMeasureSource implements MeasureSource {
    static final Set<MeasureKind> OF_PICTURES = EnumSet.of(
            MeasureKind.FACES_WITHIN,
            MeasureKind.FACE_MEDIAN,
            MeasureKind.FACE_WORST,
            MeasureKind.FACE_TO_TRAINING,
            MeasureKind.NEAREST_TRAINING,
            MeasureKind.PROMPT_VARIETY,
            MeasureKind.PROMPT_FRAMING,
            MeasureKind.PROMPT_FOLLOWED,
            MeasureKind.STRENGTH_VARIETY);

    private static final Set<MeasureKind> OF_FLAGS = EnumSet.of(
            MeasureKind.FLAGS,
            MeasureKind.FLAGS_FACE,
            MeasureKind.FLAGS_BODY,
            MeasureKind.FLAGS_PROMPTS,
            MeasureKind.FLAGS_ARTIFACTS,
            MeasureKind.FLAGS_STRENGTHS);

    private final SheetRepository repository;
    private final SheetMeasureRepository measureRepository;
    private final SheetFlagRepository flags;

    SheetMeasureSource(
            SheetRepository repository, SheetMeasureRepository measureRepository, SheetFlagRepository flags) {
        this.repository = repository;
        this.measureRepository = measureRepository;
        this.flags = flags;
    }

    @Override
    public Map<MeasureKind, MeasuredValue> of(VersionId version) {
        Map<MeasureKind, MeasuredValue> measures = new EnumMap<>(MeasureKind.class);
        repository
                .latest(version)
                .ifPresentOrElse(
                        sheet -> {
                            OF_PICTURES.forEach(kind -> measures.put(
                                    kind,
                                    MeasuredValue.not("test sheet %d is not measured yet".formatted(sheet.number()))));
                            measures.putAll(measureRepository.of(sheet.id()));
                            measures.putAll(flagged(flags.onLatestSheet(version), sheet.number()));
                        },
                        () -> {
                            MeasuredValue none = MeasuredValue.needs(
                                    "a test sheet", new Remedy("Make a test sheet", SheetRoutes.newSheet(version)));
                            OF_PICTURES.forEach(kind -> measures.put(kind, none));
                            OF_FLAGS.forEach(kind -> measures.put(kind, none));
                        });
        return measures;
    }

    private static Map<MeasureKind, MeasuredValue> flagged(Map<ArtifactKind, Integer> counts, int sheet) {
        Map<MeasureKind, MeasuredValue> measures = new EnumMap<>(MeasureKind.class);
        OF_FLAGS.forEach(measure -> {
            Map<ArtifactKind, Integer> part = new EnumMap<>(ArtifactKind.class);
            counts.forEach((kind, count) -> {
                if (measure == MeasureKind.FLAGS || measure == kind.measure()) {
                    part.put(kind, count);
                }
            });
            String named = part.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().inSentence() + ", ")
                    .collect(Collectors.joining());
            measures.put(
                    measure,
                    MeasuredValue.of(
                            part.values().stream().mapToInt(Integer::intValue).sum(),
                            "%stest sheet %d".formatted(named, sheet)));
        });
        return measures;
    }
}
