package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetCell.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class SheetRepository {
    private static final int STRIP = 4;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    SheetRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    public record SheetHead(
            SheetId id,
            int number,
            VersionId version,
            CharacterId character,
            int planEdition,
            String triggerWord,
            @Nullable String backend,
            @Nullable PictureSettings settings,
            @Nullable VersionId reference,
            @Nullable String referenceName,
            UUID madeBy,
            String madeByName,
            Instant madeAt,
            @Nullable GenerationId generation) {}

    record Place(
            int position,
            SheetRow row,
            SheetColumn column,
            @Nullable BlobHash lora) {}

    int nextNumber(VersionId version) {
        return client.sql("select coalesce(max(number), 0) + 1 from test_sheet where version_id = ?")
                .param(version.value())
                .query(Integer.class)
                .single();
    }

    void add(SheetHead sheet, List<Place> places) {
        PictureSettings settings = sheet.settings();
        client.sql("""
                        insert into test_sheet (id, version_id, character_id, number, plan_edition, trigger_word,
                            backend, width, height, steps, guidance, reference_version, reference_name, made_by,
                            made_by_name, made_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(sheet.id().value())
                .param(sheet.version().value())
                .param(sheet.character().value())
                .param(sheet.number())
                .param(sheet.planEdition())
                .param(sheet.triggerWord())
                .param(sheet.backend())
                .param(settings == null ? null : settings.width())
                .param(settings == null ? null : settings.height())
                .param(settings == null ? null : settings.steps())
                .param(settings == null ? null : settings.guidance())
                .param(sheet.reference() == null ? null : sheet.reference().value())
                .param(sheet.referenceName())
                .param(sheet.madeBy())
                .param(sheet.madeByName())
                .param(Timestamp.from(sheet.madeAt()))
                .update();
        jdbc.batchUpdate(
                "insert into sheet_cell (sheet_id, position, prompt, seed, kind, strength, lora)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                places,
                Math.max(1, places.size()),
                (row, place) -> {
                    row.setObject(1, sheet.id().value());
                    row.setInt(2, place.position());
                    row.setString(3, place.row().prompt());
                    row.setLong(4, place.row().seed());
                    row.setString(5, place.column().kind().name());
                    row.setDouble(6, place.column().strength());
                    row.setString(7, place.lora() == null ? null : place.lora().hex());
                });
    }

    public Optional<SheetHead> find(SheetId id) {
        return client.sql("select * from test_sheet where id = ?")
                .param(id.value())
                .query((row, index) -> head(row))
                .optional();
    }

    /** The person who generates what is missing of a sheet waits for the one who does so already. */
    void lock(SheetId id) {
        client.sql("select id from test_sheet where id = ? for update")
                .param(id.value())
                .query(UUID.class)
                .optional();
    }

    public Optional<SheetHead> latest(VersionId version) {
        return client.sql("select * from test_sheet where version_id = ? order by number desc fetch first 1 rows only")
                .param(version.value())
                .query((row, index) -> head(row))
                .optional();
    }

    public Optional<SnapshotId> snapshot(VersionId version) {
        return client.sql("select snapshot_hash from lora_version where id = ?")
                .param(version.value())
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .single()
                .map(SnapshotId::new);
    }

    private static SheetHead head(ResultSet row) throws SQLException {
        String backend = row.getString("backend");
        UUID reference = row.getObject("reference_version", UUID.class);
        UUID generation = row.getObject("generation_id", UUID.class);
        return new SheetHead(
                new SheetId(row.getObject("id", UUID.class)),
                row.getInt("number"),
                new VersionId(row.getObject("version_id", UUID.class)),
                new CharacterId(row.getObject("character_id", UUID.class)),
                row.getInt("plan_edition"),
                row.getString("trigger_word"),
                backend,
                backend == null
                        ? null
                        : new PictureSettings(
                                row.getInt("width"),
                                row.getInt("height"),
                                row.getInt("steps"),
                                row.getDouble("guidance")),
                reference == null ? null : new VersionId(reference),
                row.getString("reference_name"),
                row.getObject("made_by", UUID.class),
                row.getString("made_by_name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                generation == null ? null : new GenerationId(generation));
    }

    public List<SheetCell> cells(SheetId sheet) {
        return client.sql("select * from sheet_cell where sheet_id = ? order by position")
                .param(sheet.value())
                .query((row, index) -> cell(row))
                .list();
    }

    private static SheetCell cell(ResultSet row) throws SQLException {
        String picture = row.getString("picture");
        String source = row.getString("source");
        return new SheetCell(
                row.getInt("position"),
                new SheetRow(row.getString("prompt"), row.getLong("seed")),
                column(row),
                picture == null ? null : new BlobHash(picture),
                source == null ? null : Source.valueOf(source),
                row.getString("words"));
    }

    List<Double> strengths(CharacterId character) {
        return client.sql("""
                        select distinct cell.strength from sheet_cell cell
                        join test_sheet sheet on sheet.id = cell.sheet_id
                        where sheet.character_id = ? and cell.kind = 'CANDIDATE' and cell.picture is not null
                        order by cell.strength""")
                .param(character.value())
                .query((row, index) -> row.getDouble(1))
                .list();
    }

    /**
     * The newest versions that have pictures at a strength, the oldest of them first, each by its latest such sheet.
     */
    List<SheetHistory.Column> history(CharacterId character, double strength, int most) {
        Map<UUID, List<SheetCell>> cells = new LinkedHashMap<>();
        Map<UUID, SheetHistory.Column> columns = new LinkedHashMap<>();
        client.sql("""
                        select cell.*, sheet.version_id, sheet.plan_edition, version.file_name,
                            version.number as version_number
                        from sheet_cell cell
                        join test_sheet sheet on sheet.id = cell.sheet_id
                        join lora_version version on version.id = sheet.version_id
                        where sheet.character_id = :character and cell.kind = 'CANDIDATE'
                            and cell.strength = :strength and cell.picture is not null
                            and sheet.number = (select max(later.number) from test_sheet later
                                join sheet_cell drawn on drawn.sheet_id = later.id
                                where later.version_id = sheet.version_id and drawn.kind = 'CANDIDATE'
                                    and drawn.strength = :strength and drawn.picture is not null)
                            and version.number > (select coalesce(max(newest.number), 0) - :most
                                from lora_version newest where newest.character_id = :character)
                        order by version.number, cell.position""")
                .param("character", character.value())
                .param("strength", strength)
                .param("most", most)
                .query((row, index) -> {
                    UUID version = row.getObject("version_id", UUID.class);
                    columns.putIfAbsent(
                            version,
                            new SheetHistory.Column(
                                    new VersionId(version),
                                    row.getString("file_name").replaceFirst("\\.safetensors$", ""),
                                    row.getInt("version_number"),
                                    new SheetId(row.getObject("sheet_id", UUID.class)),
                                    row.getInt("plan_edition"),
                                    List.of()));
                    return cells.computeIfAbsent(version, id -> new ArrayList<>())
                            .add(cell(row));
                })
                .list();
        return columns.entrySet().stream()
                .map(entry -> entry.getValue().with(cells.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    private static SheetColumn column(ResultSet row) throws SQLException {
        return new SheetColumn(SheetColumn.Kind.valueOf(row.getString("kind")), row.getDouble("strength"));
    }

    List<Place> missing(SheetId sheet) {
        return client.sql("select * from sheet_cell where sheet_id = ? and picture is null order by position")
                .param(sheet.value())
                .query((row, index) -> {
                    String lora = row.getString("lora");
                    return new Place(
                            row.getInt("position"),
                            new SheetRow(row.getString("prompt"), row.getLong("seed")),
                            column(row),
                            lora == null ? null : new BlobHash(lora));
                })
                .list();
    }

    Optional<BlobHash> known(String backend, PictureSettings settings, Place place) {
        BlobHash lora = place.lora();
        return client.sql("""
                        select cell.picture from sheet_cell cell join test_sheet sheet on sheet.id = cell.sheet_id
                        where cell.seed = :seed and cell.strength = :strength and cell.prompt = :prompt
                            and coalesce(cell.lora, '') = :lora and cell.source in ('DRAWN', 'REUSED')
                            and sheet.backend = :backend and sheet.width = :width and sheet.height = :height
                            and sheet.steps = :steps and sheet.guidance = :guidance
                        order by cell.sheet_id fetch first 1 rows only""")
                .param("seed", place.row().seed())
                .param("strength", place.column().strength())
                .param("prompt", place.row().prompt())
                .param("lora", lora == null ? "" : lora.hex())
                .param("backend", backend)
                .param("width", settings.width())
                .param("height", settings.height())
                .param("steps", settings.steps())
                .param("guidance", settings.guidance())
                .query((row, index) -> new BlobHash(row.getString("picture")))
                .optional();
    }

    void reuse(SheetId sheet, int position, BlobHash picture) {
        jdbc.update(
                "update sheet_cell set picture = ?, source = 'REUSED' where sheet_id = ? and position = ?",
                picture.hex(),
                sheet.value(),
                position);
    }

    void assign(SheetId sheet, GenerationId generation, List<Integer> positions) {
        jdbc.update("update test_sheet set generation_id = ? where id = ?", generation.value(), sheet.value());
        int[] index = {0};
        jdbc.batchUpdate(
                "update sheet_cell set generation_id = ?, generation_position = ?, words = null"
                        + " where sheet_id = ? and position = ?",
                positions,
                Math.max(1, positions.size()),
                (row, position) -> {
                    row.setObject(1, generation.value());
                    row.setInt(2, index[0]++);
                    row.setObject(3, sheet.value());
                    row.setInt(4, position);
                });
    }

    Optional<SheetId> sheetOf(GenerationId generation, int generationPosition) {
        return client.sql("select sheet_id from sheet_cell where generation_id = ? and generation_position = ?")
                .params(generation.value(), generationPosition)
                .query((row, index) -> new SheetId(row.getObject("sheet_id", UUID.class)))
                .optional();
    }

    /** @return false when someone uploaded a picture meanwhile */
    boolean drawn(GenerationId generation, int generationPosition, BlobHash picture) {
        return jdbc.update(
                        "update sheet_cell set picture = ?, source = 'DRAWN'"
                                + " where generation_id = ? and generation_position = ? and picture is null",
                        picture.hex(),
                        generation.value(),
                        generationPosition)
                == 1;
    }

    /** @return the picture that was there before, if any */
    Optional<BlobHash> upload(SheetId sheet, int position, BlobHash picture, String words) {
        Optional<String> before = client.sql(
                        "select picture from sheet_cell where sheet_id = ? and position = ? for update")
                .params(sheet.value(), position)
                .query((row, index) -> Optional.ofNullable(row.getString("picture")))
                .optional()
                .orElseThrow(SheetService::noSuchCell);
        jdbc.update(
                "update sheet_cell set picture = ?, source = 'UPLOADED', words = ? where sheet_id = ? and position = ?",
                picture.hex(),
                words.length() <= 300 ? words : words.substring(0, 299) + "…",
                sheet.value(),
                position);
        return before.map(BlobHash::new);
    }

    List<SheetSummary> ofVersion(VersionId version) {
        return summaries("sheet.version_id = ?", version.value());
    }

    List<SheetSummary> ofCharacter(CharacterId character) {
        return summaries("sheet.character_id = ?", character.value());
    }

    long count(CharacterId character) {
        return client.sql("select count(*) from test_sheet where character_id = ?")
                .param(character.value())
                .query(Long.class)
                .single();
    }

    private List<SheetSummary> summaries(String condition, UUID value) {
        Map<UUID, List<BlobHash>> strips = new HashMap<>();
        client.sql("""
                        select sheet.id, cell.picture from test_sheet sheet
                        join sheet_cell cell on cell.sheet_id = sheet.id
                        where %s and cell.kind = 'CANDIDATE' and cell.picture is not null
                            and cell.strength between 0.8 and 1.0
                        order by sheet.id, cell.position""".formatted(condition))
                .param(value)
                .query((row, index) -> {
                    List<BlobHash> strip =
                            strips.computeIfAbsent(row.getObject("id", UUID.class), id -> new ArrayList<>());
                    if (strip.size() < STRIP) {
                        strip.add(new BlobHash(row.getString("picture")));
                    }
                    return strip;
                })
                .list();
        return client.sql("""
                        select sheet.id, sheet.version_id, version.file_name, sheet.number, sheet.plan_edition,
                            sheet.backend, sheet.made_by_name, sheet.made_at,
                            count(cell.picture) as pictures, count(*) as cells,
                            (select count(*) from sheet_flag flag
                                join sheet_cell place
                                    on place.sheet_id = flag.sheet_id and place.position = flag.position
                                where flag.sheet_id = sheet.id and flag.removed_at is null
                                    and flag.picture = place.picture) as flags
                        from test_sheet sheet join lora_version version on version.id = sheet.version_id
                        join sheet_cell cell on cell.sheet_id = sheet.id
                        where %s
                        group by sheet.id, sheet.version_id, version.file_name, sheet.number, sheet.plan_edition,
                            sheet.backend, sheet.made_by_name, sheet.made_at
                        order by sheet.made_at desc, sheet.id""".formatted(condition))
                .param(value)
                .query((row, index) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new SheetSummary(
                            new SheetId(id),
                            new VersionId(row.getObject("version_id", UUID.class)),
                            row.getString("file_name").replaceFirst("\\.safetensors$", ""),
                            row.getInt("number"),
                            row.getInt("plan_edition"),
                            row.getString("backend"),
                            row.getString("made_by_name"),
                            row.getObject("made_at", OffsetDateTime.class).toInstant(),
                            row.getInt("pictures"),
                            row.getInt("cells"),
                            row.getInt("flags"),
                            strips.getOrDefault(id, List.of()));
                })
                .list();
    }
}
