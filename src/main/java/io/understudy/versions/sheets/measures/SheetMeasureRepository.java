package io.understudy.versions.sheets.measures;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.sheets.SheetId;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What was measured on sheets, kept so that a checklist can rest on it without looking at the pictures again. */
@Repository
class SheetMeasureRepository {
    private final TypedJdbcClient jdbc;

    SheetMeasureRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<MeasureKind, MeasuredValue> of(SheetId sheet) {
        return jdbc.sql("select measure, amount, words, null as remedy from sheet_measure where sheet_id = ?")
                .param(sheet)
                .map(MeasureKind.class, MeasuredValue.class);
    }

    /** @return whether anything is not as it was */
    boolean keep(SheetId sheet, Map<MeasureKind, MeasuredValue> measures) {
        // One writer after the other: the sheet's row is what they wait for.
        jdbc.sql("select id from test_sheet where id = ? for update")
                .param(sheet)
                .query(UUID.class)
                .optional();
        if (of(sheet).equals(measures)) {
            return false;
        }
        jdbc.sql("delete from sheet_measure where sheet_id = ?").param(sheet).update();
        measures.forEach((kind, measured) -> jdbc.sql(
                        "insert into sheet_measure (sheet_id, measure, amount, words) values (?, ?, ?, ?)")
                .params(sheet, kind)
                .param(measured.amount())
                .param(measured.words())
                .update());
        return true;
    }
}
