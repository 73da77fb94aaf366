package io.understudy.versions.sheets;

import io.understudy.versions.MeasureKind;
import io.understudy.versions.MeasureSource;
import io.understudy.versions.Measured;
import io.understudy.versions.VersionId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the latest test sheet of a version measured, and how many artifacts are flagged on it. */
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
            MeasureKind.STRENGTH_VARIETY);

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
                            int flagged = flags.onLatestSheet(version).values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum();
                            measures.put(
                                    MeasureKind.FLAGS, Measured.of(flagged, "test sheet %d".formatted(sheet.number())));
                        },
                        () -> {
                            Measured none = Measured.not("no test sheet has been made of this version");
                            OF_PICTURES.forEach(kind -> measures.put(kind, none));
                            measures.put(MeasureKind.FLAGS, none);
                        });
        return measures;
    }
}
