package io.understudy.versions.sheets.measures;

import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What was measured on sheets, kept so that a checklist can rest on it without looking at the pictures again. */
@Repository
class SheetMeasureRepository {
    /**
     * Complete but for what was refused or never came, or filled by uploads, with a picture that was not there when it
     * was measured.
     */
    private static final String WAITING = """
            select sheet.id from test_sheet sheet
            where sheet.version_id is not null
                and (sheet.backend is null
                    or not exists (select 1 from sheet_cell cell where cell.sheet_id = sheet.id and cell.picture is null
                        and cell.words is null))
                and (not exists (select 1 from sheet_measure measure where measure.sheet_id = sheet.id)
                    or exists (select 1 from sheet_cell cell where cell.sheet_id = sheet.id
                        and cell.picture is distinct from cell.measured_picture))""";

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    SheetMeasureRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    List<SheetId> waiting() {
        return jdbc.sql(WAITING + " order by sheet.made_at")
                .query(SheetId.class)
                .list();
    }

    boolean isWaiting(SheetId sheet) {
        return jdbc.sql(WAITING + " and sheet.id = ?")
                .param(sheet)
                .query(SheetId.class)
                .optional()
                .isPresent();
    }

    Map<MeasureKind, MeasuredValue> of(SheetId sheet) {
        return jdbc.sql("select measure, amount, words, null as remedy from sheet_measure where sheet_id = ?")
                .param(sheet)
                .map(MeasureKind.class, MeasuredValue.class);
    }

    /** @return whether anything is not as it was */
    boolean keep(SheetDetails measured, Map<MeasureKind, MeasuredValue> measures) {
        SheetId sheet = measured.head().id();
        // One writer after the other: the sheet's row is what they wait for.
        jdbc.sql("select id from test_sheet where id = ? for update")
                .param(sheet)
                .query(UUID.class)
                .optional();
        batches.update(
                "update sheet_cell set measured_picture = ? where sheet_id = ? and position = ?"
                        + " and measured_picture is distinct from ?",
                measured.cells(),
                (cell, index) -> Batches.row(cell.picture(), sheet, cell.position(), cell.picture()));
        if (of(sheet).equals(measures)) {
            return false;
        }
        jdbc.sql("delete from sheet_measure where sheet_id = ?").param(sheet).update();
        measures.forEach((kind, value) -> jdbc.sql(
                        "insert into sheet_measure (sheet_id, measure, amount, words) values (?, ?, ?, ?)")
                .params(sheet, kind)
                .param(value.amount())
                .param(value.words())
                .update());
        return true;
    }
}
