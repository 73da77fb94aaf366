package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.Strength;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetDetails.SheetHead;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

@Repository
public class SheetRepository {
    private static final int STRIP = 4;
    private static final GenerationId NO_JOB = new GenerationId(new UUID(0, 0));

    private static final String HEAD = "select sheet.*, sheet.reference_version as reference from test_sheet sheet";

    private final TypedJdbcClient client;
    private final Batches batches;

    SheetRepository(TypedJdbcClient client, Batches batches) {
        this.client = client;
        this.batches = batches;
    }

    public record Place(
            int position,
            SheetRow row,
            SheetColumn column,
            @Nullable BlobHash lora) {
        /** @param file of a column; null in the one without a LoRA, and as long as the file is not made */
        public static List<Place> of(
                List<String> prompts,
                SheetPlan plan,
                TriggerWord trigger,
                List<SheetColumn> columns,
                Function<SheetColumn, @Nullable BlobHash> file) {
            List<Place> places = new ArrayList<>();
            for (String prompt : prompts) {
                String filled = prompt.replace(SheetPlan.TRIGGER, trigger.value());
                for (long seed : plan.seeds()) {
                    for (SheetColumn column : columns) {
                        places.add(new Place(places.size(), new SheetRow(filled, seed), column, file.apply(column)));
                    }
                }
            }
            return places;
        }
    }

    public int nextNumber(VersionId version) {
        return client.sql("select coalesce(max(number), 0) + 1 from test_sheet where version_id = ?")
                .param(version)
                .query(Integer.class)
                .single();
    }

    void add(SheetHead sheet, List<Place> places) {
        client.sql("""
                        insert into test_sheet (id, version_id, character_id, number, kind, plan_edition,
                            trigger_word, backend, width, height, steps, guidance, reference_version, reference_name, made_by,
                            made_by_name, made_at)
                        values (:id, :version, :character, :number, :kind, :planEdition, :triggerWord, :backend, :width,
                            :height, :steps, :guidance, :reference, :referenceName, :madeBy, :madeByName, :madeAt)""").paramSource(sheet).update();
        addPlaces(sheet.id(), places);
    }

    public void addPlaces(SheetId sheet, List<Place> places) {
        batches.update(
                "insert into sheet_cell (sheet_id, position, prompt, seed, kind, strength, step, lora)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                places,
                (place, position) -> Batches.row(
                        sheet,
                        place.position(),
                        place.row().prompt(),
                        place.row().seed(),
                        place.column().kind(),
                        place.column().strength(),
                        place.column().step(),
                        place.lora()));
    }

    public Optional<SheetHead> find(SheetId id) {
        return client.sql(HEAD + " where id = ? and version_id is not null")
                .param(id)
                .query(SheetHead.class)
                .optional();
    }

    /** The person who generates what is missing of a sheet waits for the one who does so already. */
    public void lock(SheetId id) {
        client.sql("select id from test_sheet where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    /** The newest sheet over strengths. */
    public Optional<SheetHead> latest(VersionId version) {
        return client.sql(HEAD
                        + " where version_id = ? and kind = 'STRENGTHS' order by number desc fetch first 1 rows only")
                .param(version)
                .query(SheetHead.class)
                .optional();
    }

    public Optional<SnapshotId> snapshot(VersionId version) {
        return client.sql("select snapshot_hash from lora_version where id = ?")
                .param(version)
                .query(SnapshotId.class)
                .optional();
    }

    public List<SheetCell> cells(SheetId sheet) {
        return client.sql("select * from sheet_cell where sheet_id = ? order by position")
                .param(sheet)
                .query(SheetCell.class)
                .list();
    }

    public record FoundSheet(SheetId id, int number, String version, String madeByName) {
        public String name() {
            return "Test sheet " + number + " of " + version;
        }
    }

    /** By what they are called, the newest first. */
    List<FoundSheet> find(SearchText text) {
        return client.sql("""
                        select sheet.id, sheet.number, replace(version.file_name, '.safetensors', '') as version,
                            sheet.made_by_name
                        from test_sheet sheet join lora_version version on version.id = sheet.version_id
                        where 'test sheet ' || sheet.number || ' of ' || lower(version.file_name) like ? escape '!'
                        order by sheet.made_at desc, sheet.id limit ?""")
                .params(text.anywhere(), SearchText.MOST)
                .query(FoundSheet.class)
                .list();
    }

    List<Strength> strengths(CharacterId character) {
        return client.sql("""
                        select distinct cell.strength from sheet_cell cell
                        join test_sheet sheet on sheet.id = cell.sheet_id
                        where sheet.character_id = ? and cell.kind = 'CANDIDATE' and cell.picture is not null
                        order by cell.strength""").param(character).query(Strength.class).list();
    }

    /**
     * The newest versions that have pictures at a strength, the oldest of them first, each by its latest such sheet.
     */
    List<SheetHistory.Column> history(CharacterId character, Strength strength, int most) {
        record Head(VersionId version, String name, int number, SheetId sheet, int planEdition) {}
        return client
                .sql("""
                        select cell.*, sheet.version_id, sheet.plan_edition,
                            replace(version.file_name, '.safetensors', '') as name, version.number
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
                .param("character", character)
                .param("strength", strength)
                .param("most", most)
                .groups(Head.class, SheetCell.class)
                .entrySet()
                .stream()
                .map(column -> new SheetHistory.Column(
                        column.getKey().version(),
                        column.getKey().name(),
                        column.getKey().number(),
                        column.getKey().sheet(),
                        column.getKey().planEdition(),
                        column.getValue()))
                .toList();
    }

    /** Without those of a checkpoint that never came. */
    List<Place> missing(SheetId sheet) {
        return client.sql("select * from sheet_cell where sheet_id = ? and picture is null"
                        + " and (kind <> 'CHECKPOINT' or lora is not null) order by position")
                .param(sheet)
                .query(Place.class)
                .list();
    }

    /** Those that no job has, or one of these. */
    List<Place> missing(SheetId sheet, Collection<GenerationId> jobs) {
        return client.sql("select * from sheet_cell where sheet_id = :sheet and picture is null"
                        + " and (kind <> 'CHECKPOINT' or lora is not null)"
                        + " and (generation_id is null or generation_id in (:jobs)) order by position")
                .param("sheet", sheet)
                .param("jobs", jobs.isEmpty() ? List.of(NO_JOB) : jobs)
                .query(Place.class)
                .list();
    }

    /** Of the places that are not filled. */
    List<GenerationId> jobs(SheetId sheet) {
        return client.sql("select distinct generation_id from sheet_cell where sheet_id = ? and picture is null"
                        + " and generation_id is not null")
                .param(sheet)
                .query(GenerationId.class)
                .list();
    }

    /** Those that wait for their checkpoint among them. */
    boolean lacksPictures(SheetId sheet) {
        return client.sql("select count(*) from sheet_cell where sheet_id = ? and picture is null"
                                + " and (kind <> 'CHECKPOINT' or lora is not null or words is null)")
                        .param(sheet)
                        .query(Long.class)
                        .single()
                > 0;
    }

    boolean awaitsCheckpoint(SheetId sheet) {
        return client.sql("select count(*) from sheet_cell where sheet_id = ? and picture is null"
                                + " and kind = 'CHECKPOINT' and lora is null and words is null")
                        .param(sheet)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** What a generated picture shows, whatever sheet it is on; {@code lora} is empty without one. */
    public record Shown(String prompt, long seed, Strength strength, String lora) {
        public static Shown of(Place place) {
            return new Shown(
                    place.row().prompt(),
                    place.row().seed(),
                    place.column().strength(),
                    place.lora() == null ? "" : place.lora().hex());
        }
    }

    public Map<Shown, BlobHash> known(String backend, PictureSettings settings, Collection<Place> places) {
        return client.sql("""
                        select cell.prompt, cell.seed, cell.strength, coalesce(cell.lora, '') as lora, max(cell.picture)
                        from sheet_cell cell join test_sheet sheet on sheet.id = cell.sheet_id
                        where cell.seed in (:seeds) and cell.prompt in (:prompts) and cell.source in ('DRAWN', 'REUSED')
                            and sheet.backend = :backend and sheet.width = :width and sheet.height = :height
                            and sheet.steps = :steps and sheet.guidance = :guidance
                        group by cell.prompt, cell.seed, cell.strength, coalesce(cell.lora, '')""")
                .paramSource(settings)
                .param("backend", backend)
                .param(
                        "seeds",
                        places.stream()
                                .map(place -> place.row().seed())
                                .distinct()
                                .toList())
                .param(
                        "prompts",
                        places.stream()
                                .map(place -> place.row().prompt())
                                .distinct()
                                .toList())
                .map(Shown.class, BlobHash.class);
    }

    public void reuse(SheetId sheet, int position, BlobHash picture) {
        client.sql("update sheet_cell set picture = ?, source = 'REUSED' where sheet_id = ? and position = ?")
                .params(picture, sheet, position)
                .update();
    }

    public void assign(SheetId sheet, GenerationId generation, List<Integer> positions) {
        client.sql("update test_sheet set generation_id = ? where id = ?")
                .params(generation, sheet)
                .update();
        batches.update(
                "update sheet_cell set generation_id = ?, generation_position = ?, words = null"
                        + " where sheet_id = ? and position = ?",
                positions,
                (position, index) -> Batches.row(generation, index, sheet, position));
    }

    Optional<SheetId> sheetOf(GenerationId generation, int generationPosition) {
        return client.sql("select sheet_id from sheet_cell where generation_id = ? and generation_position = ?")
                .params(generation, generationPosition)
                .query(SheetId.class)
                .optional();
    }

    Optional<SheetId> sheetOf(GenerationId generation) {
        return client.sql("select sheet_id from sheet_cell where generation_id = ? fetch first 1 rows only")
                .param(generation)
                .query(SheetId.class)
                .optional();
    }

    /** @return false when someone uploaded a picture meanwhile */
    boolean drawn(GenerationId generation, int generationPosition, BlobHash picture) {
        return client.sql("update sheet_cell set picture = ?, source = 'DRAWN'"
                                + " where generation_id = ? and generation_position = ? and picture is null")
                        .params(picture, generation, generationPosition)
                        .update()
                == 1;
    }

    /** @return the picture that was there before, if any */
    Optional<BlobHash> upload(SheetId sheet, int position, BlobHash picture, String words) {
        List<BlobHash> before = client.sql(
                        "select picture from sheet_cell where sheet_id = ? and position = ? for update")
                .params(sheet, position)
                .query(BlobHash.class)
                .list();
        if (before.isEmpty()) {
            throw SheetService.noSuchCell();
        }
        client.sql(
                        "update sheet_cell set picture = ?, source = 'UPLOADED', words = ? where sheet_id = ? and position = ?")
                .params(picture, Wording.cut(words, 300), sheet, position)
                .update();
        return Optional.ofNullable(before.getFirst());
    }

    List<SheetSummary> ofVersion(VersionId version, SheetKind kind) {
        return summaries("sheet.version_id = ? and sheet.kind = '" + kind + "'", ListOrder.NEWEST, version);
    }

    /** By their versions' names. */
    Page<SheetSummary> ofCharacter(CharacterId character, SearchText text, ListOrder order, Pageable page) {
        String matching = """
                from test_sheet listed join lora_version tested on tested.id = listed.version_id
                where listed.character_id = ? and lower(tested.file_name) like ? escape '!'
                """;
        String onPage = "sheet.id in (select listed.id %s order by %s, listed.id limit %d offset %d)"
                .formatted(matching, byTime("listed", order), page.getPageSize(), page.getOffset());
        return new PageImpl<>(
                summaries(onPage, order, character, text.anywhere()),
                page,
                client.sql("select count(*) " + matching)
                        .params(character, text.anywhere())
                        .query(Long.class)
                        .single());
    }

    /** The newest first. */
    List<SheetSummary> behind(CharacterId character, ListPlace<Instant, UUID> place, int most) {
        return summaries("""
                sheet.id in (select listed.id from test_sheet listed
                    where listed.character_id = ? and listed.version_id is not null and (listed.made_at < ? or listed.made_at = ? and listed.id > ?)
                    order by listed.made_at desc, listed.id limit %d)""".formatted(most), ListOrder.NEWEST, character, place.key(), place.key(), place.id());
    }

    private static String byTime(String sheet, ListOrder order) {
        return order.sql(sheet + ".number", sheet + ".made_at");
    }

    boolean hasPicture(Collection<CharacterId> characters, BlobHash picture) {
        return client.sql("select count(*) from test_sheet sheet join sheet_cell cell on cell.sheet_id = sheet.id"
                                + " where sheet.character_id in (:characters) and cell.picture = :picture")
                        .param("characters", characters)
                        .param("picture", picture)
                        .query(Long.class)
                        .single()
                > 0;
    }

    long count(CharacterId character) {
        return client.sql("select count(*) from test_sheet where character_id = ? and version_id is not null")
                .param(character)
                .query(Long.class)
                .single();
    }

    private List<SheetSummary> summaries(String condition, ListOrder order, Object... values) {
        Map<SheetId, List<BlobHash>> strips =
                client.sql("""
                        select sheet.id, cell.picture from test_sheet sheet
                        join sheet_cell cell on cell.sheet_id = sheet.id
                        where %s and cell.picture is not null and (cell.kind = 'CHECKPOINT'
                            or cell.kind = 'CANDIDATE' and cell.strength between 0.8 and 1.0)
                        order by sheet.id, cell.position""".formatted(condition)).params(values).groups(SheetId.class, BlobHash.class);
        strips.replaceAll((sheet, pictures) -> pictures.stream().limit(STRIP).toList());
        return client.sql("""
                        select sheet.id, sheet.version_id, replace(version.file_name, '.safetensors', '') as version_name,
                            sheet.number, sheet.kind, sheet.plan_edition, sheet.backend, sheet.made_by_name as made_by,
                            sheet.made_at,
                            count(cell.picture) as pictures, count(*) as cells,
                            (select count(*) from sheet_flag flag
                                join sheet_cell place
                                    on place.sheet_id = flag.sheet_id and place.position = flag.position
                                where flag.sheet_id = sheet.id and flag.removed_at is null
                                    and flag.picture = place.picture) as flags
                        from test_sheet sheet join lora_version version on version.id = sheet.version_id
                        join sheet_cell cell on cell.sheet_id = sheet.id
                        where %s
                        group by sheet.id, sheet.version_id, version.file_name, sheet.number, sheet.kind,
                            sheet.plan_edition, sheet.backend, sheet.made_by_name, sheet.made_at
                        order by %s, sheet.id""".formatted(condition, byTime("sheet", order)))
                .params(values)
                .query(SheetSummary.class, strips)
                .list();
    }
}
