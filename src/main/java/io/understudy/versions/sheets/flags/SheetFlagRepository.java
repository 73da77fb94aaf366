package io.understudy.versions.sheets.flags;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
public class SheetFlagRepository {
    private static final String SELECT = """
            select flag.*, coalesce(cell.picture, '') <> flag.picture as replaced,
                flag.removed_by_name as by_name, flag.removed_at as at, flag.removal_reason as reason
            from sheet_flag flag
            join sheet_cell cell on cell.sheet_id = flag.sheet_id and cell.position = flag.position
            where flag.sheet_id = ?
            order by flag.number""";

    private final TypedJdbcClient jdbc;

    SheetFlagRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            FlagId id,
            SheetId sheet,
            int position,
            BlobHash picture,
            ArtifactKind kind,
            FlagRegion mark,
            String note,
            Actor by,
            Instant at) {
        // Two who flag at the same moment get two numbers: the sheet's row is what the second one waits for.
        jdbc.sql("select id from test_sheet where id = ? for update")
                .param(sheet)
                .query(UUID.class)
                .single();
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from sheet_flag where sheet_id = ?")
                .param(sheet)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into sheet_flag (id, sheet_id, number, position, picture, kind, x, y, width, height, note,
                            flagged_by, flagged_by_name, flagged_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        sheet,
                        number,
                        position,
                        picture,
                        kind,
                        mark.x(),
                        mark.y(),
                        mark.width(),
                        mark.height(),
                        note,
                        by.id(),
                        by.name(),
                        at)
                .update();
    }

    /** @return false when someone removed it meanwhile */
    boolean remove(FlagId id, Actor by, Instant at, String reason) {
        return jdbc.sql("update sheet_flag set removed_by_name = ?, removed_at = ?, removal_reason = ?"
                                + " where id = ? and removed_at is null")
                        .params(by.name(), at, reason, id)
                        .update()
                == 1;
    }

    public List<SheetFlag> ofSheet(SheetId sheet) {
        return jdbc.sql(SELECT).param(sheet).query(SheetFlag.class).list();
    }

    Optional<SheetFlag> find(FlagId id) {
        return jdbc.sql("select sheet_id from sheet_flag where id = ?")
                .param(id)
                .query(UUID.class)
                .optional()
                .flatMap(sheet -> ofSheet(new SheetId(sheet)).stream()
                        .filter(flag -> flag.id().equals(id))
                        .findFirst());
    }

    /** How many flags count on the candidate's pictures in a version's latest sheet, by kind. */
    public Map<ArtifactKind, Integer> onLatestSheet(VersionId version) {
        return jdbc.sql("""
                        select flag.kind, count(*) as flags from sheet_flag flag
                        join sheet_cell cell on cell.sheet_id = flag.sheet_id and cell.position = flag.position
                        where flag.removed_at is null and cell.picture = flag.picture and cell.kind = 'CANDIDATE'
                            and flag.sheet_id = (select id from test_sheet where version_id = ? and kind = 'STRENGTHS'
                                order by number desc fetch first 1 rows only)
                        group by flag.kind""").param(version).map(ArtifactKind.class, Integer.class);
    }
}
