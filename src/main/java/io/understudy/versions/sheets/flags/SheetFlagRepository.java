package io.understudy.versions.sheets.flags;

import io.understudy.platform.core.Actor;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class SheetFlagRepository {
    private static final String SELECT = """
            select flag.*, coalesce(cell.picture, '') <> flag.picture as replaced
            from sheet_flag flag
            join sheet_cell cell on cell.sheet_id = flag.sheet_id and cell.position = flag.position
            where flag.sheet_id = ?
            order by flag.number""";

    private final JdbcClient jdbc;

    SheetFlagRepository(JdbcClient jdbc) {
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
                .param(sheet.value())
                .query(UUID.class)
                .single();
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from sheet_flag where sheet_id = ?")
                .param(sheet.value())
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into sheet_flag (id, sheet_id, number, position, picture, kind, x, y, width, height, note,
                            flagged_by, flagged_by_name, flagged_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id.value(),
                        sheet.value(),
                        number,
                        position,
                        picture.hex(),
                        kind.name(),
                        mark.x(),
                        mark.y(),
                        mark.width(),
                        mark.height(),
                        note,
                        by.id(),
                        by.name(),
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return false when someone removed it meanwhile */
    boolean remove(FlagId id, Actor by, Instant at, String reason) {
        return jdbc.sql("update sheet_flag set removed_by_name = ?, removed_at = ?, removal_reason = ?"
                                + " where id = ? and removed_at is null")
                        .params(by.name(), at.atOffset(ZoneOffset.UTC), reason, id.value())
                        .update()
                == 1;
    }

    List<SheetFlag> ofSheet(SheetId sheet) {
        return jdbc.sql(SELECT)
                .param(sheet.value())
                .query((row, index) -> flag(row))
                .list();
    }

    Optional<SheetFlag> find(FlagId id) {
        return jdbc.sql("select sheet_id from sheet_flag where id = ?")
                .param(id.value())
                .query(UUID.class)
                .optional()
                .flatMap(sheet -> ofSheet(new SheetId(sheet)).stream()
                        .filter(flag -> flag.id().equals(id))
                        .findFirst());
    }

    /** How many flags count on the candidate's pictures in a version's latest sheet, by kind. */
    public Map<ArtifactKind, Integer> onLatestSheet(VersionId version) {
        Map<ArtifactKind, Integer> counts = new EnumMap<>(ArtifactKind.class);
        jdbc.sql("""
                        select flag.kind, count(*) as flags from sheet_flag flag
                        join sheet_cell cell on cell.sheet_id = flag.sheet_id and cell.position = flag.position
                        where flag.removed_at is null and cell.picture = flag.picture and cell.kind = 'CANDIDATE'
                            and flag.sheet_id = (select id from test_sheet where version_id = ?
                                order by number desc fetch first 1 rows only)
                        group by flag.kind""")
                .param(version.value())
                .query((row, index) -> counts.put(ArtifactKind.valueOf(row.getString("kind")), row.getInt("flags")))
                .list();
        return counts;
    }

    private static SheetFlag flag(ResultSet row) throws SQLException {
        return new SheetFlag(
                new FlagId(row.getObject("id", UUID.class)),
                new SheetId(row.getObject("sheet_id", UUID.class)),
                row.getInt("number"),
                row.getInt("position"),
                new BlobHash(row.getString("picture")),
                row.getBoolean("replaced"),
                ArtifactKind.valueOf(row.getString("kind")),
                new FlagRegion(row.getDouble("x"), row.getDouble("y"), row.getDouble("width"), row.getDouble("height")),
                row.getString("note"),
                row.getObject("flagged_by", UUID.class),
                row.getString("flagged_by_name"),
                row.getObject("flagged_at", OffsetDateTime.class).toInstant(),
                removal(row));
    }

    private static SheetFlag.@Nullable Removal removal(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("removed_at", OffsetDateTime.class);
        return at == null
                ? null
                : new SheetFlag.Removal(
                        row.getString("removed_by_name"), at.toInstant(), row.getString("removal_reason"));
    }
}
