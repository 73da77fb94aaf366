package io.understudy.versions.sheets;

import io.understudy.versions.MeasureKind;
import io.understudy.versions.MeasureSource;
import io.understudy.versions.Measured;
import io.understudy.versions.Measured.Remedy;
import io.understudy.versions.VersionId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class SheetMeasureSource implements MeasureSource {
    private static final Set<MeasureKind> OF_PICTURES = EnumSet.of(
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

    private final SheetTables tables;
    private final SheetMeasureRows rows;
    private final SheetFlags flags;

    SheetMeasureSource(SheetTables tables, SheetMeasureRows rows, SheetFlags flags) {
        this.tables = tables;
        this.rows = rows;
        this.flags = flags;
    }

    @Override
    public Map<MeasureKind, Measured> of(VersionId version) {
        Map<MeasureKind, Measured> measures = new EnumMap<>(MeasureKind.class);
        tables.latest(version)
                .ifPresentOrElse(
                        sheet -> {
                            OF_PICTURES.forEach(kind -> measures.put(
                                    kind, Measured.not("test sheet %d is not measured yet".formatted(sheet.number()))));
                            measures.putAll(rows.of(sheet.id()));
                            measures.putAll(flagged(flags.onLatestSheet(version), sheet.number()));
                        },
                        () -> {
                            Measured none = Measured.needs(
                                    "a test sheet", new Remedy("Make a test sheet", SheetRoutes.newSheet(version)));
                            OF_PICTURES.forEach(kind -> measures.put(kind, none));
                            OF_FLAGS.forEach(kind -> measures.put(kind, none));
                        });
        return measures;
    }

    private static Map<MeasureKind, Measured> flagged(Map<ArtifactKind, Integer> counts, int sheet) {
        Map<MeasureKind, Measured> measures = new EnumMap<>(MeasureKind.class);
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
                    Measured.of(
                            part.values().stream().mapToInt(Integer::intValue).sum(),
                            "%stest sheet %d".formatted(named, sheet)));
        });
        return measures;
    }
}
