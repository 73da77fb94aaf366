package io.understudy.versions.sheets.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunId;
import io.understudy.training.runs.RunService;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("twice")
class RunSheetTest extends SheetsTest {
    @Autowired
    private RunSheetService runSheets;

    @Autowired
    private RunSheetQueue queue;

    @Autowired
    private RunService runService;

    @Autowired
    private JdbcClient jdbc;

    private RunId run = new RunId(new UUID(0, 0));

    @BeforeEach
    void aRunThatTrains() {
        plans.save(ava, SMALL_PLAN, plans.of(ava).edition());
        run = runs.launch(ava, 15, 1e-4).run();
        runs.start();
        runs.steps(1, 5);
    }

    @Test
    void eachColumnIsGeneratedWhenItsCheckpointArrivesAndTheVersionTakesTheSheetOver() throws Exception {
        RunSheetOffer offer = runSheets.offer(run, FakeGenerationBackend.ID);
        assertThat(offer.pictures()).as("two prompts, two seeds, four columns").isEqualTo(16);
        assertThat(offer.columns())
                .extracting(SheetColumn::label)
                .containsExactly("no LoRA", "step 5", "step 10", "step 15");

        SheetId id = order();
        assertThat(shown().generated()).isEqualTo(4);
        assertThat(missing()).containsExactly("Waiting for step 5", "Waiting for step 10", "Waiting for step 15");
        assertThat(sheets.count(ava)).as("it belongs to no version yet").isZero();

        runs.checkpoint(5);
        look();
        assertThat(missing()).containsExactly("Being generated", "Waiting for step 10", "Waiting for step 15");
        draw();
        assertThat(shown().generated()).isEqualTo(8);

        runs.steps(6, 10);
        runs.checkpoint(10);
        look();
        draw();
        assertThat(missing()).containsExactly("Waiting for step 15");

        runs.steps(11, 15);
        runs.sample(15);
        runs.finish();
        look();
        draw();

        assertThat(runSheets.of(run)).isEmpty();
        SheetDetails sheet = sheets.details(id);
        assertThat(sheet.version()).isEqualTo(versions.ofRun(run).orElseThrow().id());
        assertThat(sheet.number()).isOne();
        assertThat(sheet.isComplete()).isTrue();
        assertThat(sheets.count(ava)).isOne();
    }

    @Test
    void theSheetOfACancelledRunEndsWithWhatIsThereAndWaitsAgainWhenTheRunIsResumed() throws Exception {
        order();
        runs.checkpoint(5);
        look();
        draw();

        runService.cancel(run);
        look();

        assertThat(shown().generated()).isEqualTo(8);
        assertThat(missing()).containsExactly("The run ended before this checkpoint.");

        runService.resume(run);
        look();

        assertThat(missing()).containsExactly("Waiting for step 10", "Waiting for step 15");
    }

    @Test
    void aRunHasOneSuchSheetAndOnlyWhileItTrains() throws Exception {
        RunSheetOffer offer = runSheets.offer(run, FakeGenerationBackend.ID);
        order();

        assertThat(runSheets.isOffered(run)).isFalse();
        assertThatThrownBy(() -> runSheets.order(run, offer))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("has a sheet over its checkpoints already");
        assertThatThrownBy(() -> runSheets.offer(run, "elsewhere")).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void aColumnThatItsBackendRefusesSaysWhy() throws Exception {
        SheetId id = order();
        jdbc.sql("update test_sheet set backend = 'gone' where id = ?")
                .param(id.value())
                .update();

        runs.checkpoint(5);
        look();

        assertThat(missing()).hasSize(3).doesNotContain("Waiting for step 5").contains("Waiting for step 10");
        assertThat(shown().generated()).isEqualTo(4);
    }

    private SheetId order() throws Exception {
        SheetId id = runSheets.order(run, runSheets.offer(run, FakeGenerationBackend.ID));
        queue.settled().get(60, TimeUnit.SECONDS);
        draw();
        return id;
    }

    /** As every fifteen seconds. */
    private void look() throws Exception {
        queue.settled().get(60, TimeUnit.SECONDS);
        queue.look();
    }

    private void draw() {
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
    }

    private RunSheet shown() {
        return runSheets.of(run).orElseThrow();
    }

    private List<String> missing() {
        return shown().cells().stream()
                .filter(cell -> cell.picture() == null)
                .map(SheetCell::words)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }
}
