package io.understudy.versions.sheets.runs;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRepository.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class RunSheetRepository {
    private static final String HEAD = "select sheet.* from test_sheet sheet where sheet.run_id is not null and ";

    private static final String OPEN = "picture is null and generation_id is null";
    /** Neither refused: only the end of a run is taken back. */
    private static final String EXPECTED = OPEN + " and (words is null or words = '" + RunSheetQueue.ENDED + "')";

    private static final int WORDS = 300;

    private final TypedJdbcClient client;

    RunSheetRepository(TypedJdbcClient client) {
        this.client = client;
    }

    /**
     * @param agreed US dollars for each unit of the backend's price to which the person agreed; null where it is free
     */
    record Head(
            SheetId id,
            @Nullable VersionId version,
            RunId run,
            CharacterId character,
            int planEdition,
            TriggerWord triggerWord,
            String backend,
            PictureSettings settings,
            UUID madeBy,
            String madeByName,
            Instant madeAt,
            @Nullable BigDecimal agreed) {}

    void add(Head sheet) {
        client.sql("""
                        insert into test_sheet (id, run_id, character_id, number, kind, plan_edition, trigger_word,
                            backend, width, height, steps, guidance, made_by, made_by_name, made_at, agreed)
                        values (:id, :run, :character, 0, 'CHECKPOINTS', :planEdition, :triggerWord, :backend, :width,
                            :height, :steps, :guidance, :madeBy, :madeByName, :madeAt, :agreed)""").paramSource(sheet).update();
    }

    Optional<Head> find(SheetId id) {
        return client.sql(HEAD + "sheet.id = ?").param(id).query(Head.class).optional();
    }

    Optional<Head> ofRun(RunId run) {
        return client.sql(HEAD + "sheet.run_id = ?")
                .param(run)
                .query(Head.class)
                .optional();
    }

    /** Those with places that are neither filled, nor being generated, nor given up. */
    List<SheetId> waiting() {
        return client.sql("select id from test_sheet where run_id is not null and exists (select 1 from sheet_cell"
                        + " where sheet_id = test_sheet.id and " + OPEN + " and words is null) order by made_at")
                .query(SheetId.class)
                .list();
    }

    boolean isWaiting(SheetId sheet) {
        return client.sql("select count(*) from sheet_cell where sheet_id = ? and " + OPEN + " and words is null")
                        .param(sheet)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Steps whose columns were not generated, also where a stop of the run ended the wait. */
    List<Integer> openSteps(SheetId sheet) {
        return client.sql(
                        "select distinct step from sheet_cell where sheet_id = ? and step is not null and lora is null"
                                + " and " + EXPECTED + " order by step")
                .param(sheet)
                .query(Integer.class)
                .list();
    }

    /** @param step null for the column without a LoRA */
    List<Place> open(SheetId sheet, @Nullable Integer step) {
        return client.sql("select * from sheet_cell where sheet_id = ? and coalesce(step, -1) = ? and " + EXPECTED
                        + " order by position")
                .params(sheet, step == null ? -1 : step)
                .query(Place.class)
                .list();
    }

    /** The jobs of the places that are not filled, by position. */
    Map<Integer, GenerationId> begun(SheetId sheet) {
        return client.sql("select position, generation_id from sheet_cell where sheet_id = ? and picture is null"
                        + " and generation_id is not null")
                .param(sheet)
                .map(Integer.class, GenerationId.class);
    }

    void file(SheetId sheet, int step, BlobHash lora) {
        client.sql("update sheet_cell set lora = ? where sheet_id = ? and step = ?")
                .params(lora, sheet, step)
                .update();
    }

    /** @param step null for the column without a LoRA */
    void explain(SheetId sheet, @Nullable Integer step, String words) {
        client.sql("update sheet_cell set words = ? where sheet_id = ? and coalesce(step, -1) = ? and " + OPEN)
                .params(Wording.cut(words, WORDS), sheet, step == null ? -1 : step)
                .update();
    }

    /** @return how many places this changed */
    int endAll(SheetId sheet, String words) {
        return client.sql("update sheet_cell set words = ? where sheet_id = ? and words is null and " + OPEN)
                .params(Wording.cut(words, WORDS), sheet)
                .update();
    }

    /** @return how many places wait again */
    int waitAgain(SheetId sheet, String words) {
        return client.sql("update sheet_cell set words = null where sheet_id = ? and words = ? and " + OPEN)
                .params(sheet, words)
                .update();
    }

    /** The sheet of the run that a version is the result of, if it belongs to no version yet. */
    Optional<SheetId> ofResult(VersionId version) {
        return client.sql("""
                        select sheet.id from test_sheet sheet join lora_version result on result.run_id = sheet.run_id
                        where result.id = ? and result.checkpoint_step = 0 and sheet.version_id is null""").param(version).query(SheetId.class).optional();
    }

    /** The version that a run is the origin of, if it has one. */
    Optional<VersionId> result(RunId run) {
        return client.sql("select id from lora_version where run_id = ? and checkpoint_step = 0")
                .param(run)
                .query(VersionId.class)
                .optional();
    }

    /** @return false when a version has it already */
    boolean give(SheetId sheet, VersionId version, int number) {
        return client.sql("update test_sheet set version_id = ?, number = ? where id = ? and version_id is null")
                        .params(version, number, sheet)
                        .update()
                == 1;
    }
}
