package io.understudy.versions.sheets.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.billing.CostService;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.AccountId;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.live.LiveValue;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.RunService;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("twice")
class RunSheetTest extends SheetsTest {
    private static final String PAID = "fal-flux-lora";
    private static final Offset<BigDecimal> CENT = Offset.offset(new BigDecimal("0.01"));

    @Autowired
    private RunSheetService runSheets;

    @Autowired
    private RunSheetQueue queue;

    @Autowired
    private RunService runService;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private GenerationService generation;

    @Autowired
    private TeamService team;

    @Autowired
    private CostService costs;

    @Autowired
    private FalConnection fal;

    @Autowired
    private SheetSignals signals;

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
        assertThat(sheet.head().version())
                .isEqualTo(versions.ofRun(run).orElseThrow().id());
        assertThat(sheet.head().number()).isOne();
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
    void theOfferForARunBeforeItsLaunchIsThatOfTheRun() {
        RunDetails details = runService.details(run);
        TrainingSettings settings = details.parameters();

        assertThat(runSheets.isOffered(details.backend(), settings)).isTrue();
        assertThat(runSheets.backends(details.backend())).isEqualTo(runSheets.backends(run));
        assertThat(runSheets.offer(ava, details.backend(), settings, FakeGenerationBackend.ID))
                .isEqualTo(runSheets.offer(run, FakeGenerationBackend.ID));
        assertThatThrownBy(() -> runSheets.offer(ava, details.backend(), settings, "elsewhere"))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void aBackendThatCannotBeReachedKeepsItsColumnsWaiting() throws Exception {
        SheetId id = order();
        backend(id, "away");
        runs.checkpoint(5);
        look();
        assertThat(missing()).containsExactly("Waiting for step 5", "Waiting for step 10", "Waiting for step 15");

        backend(id, FakeGenerationBackend.ID);
        look();
        draw();

        assertThat(shown().generated()).isEqualTo(8);
    }

    @Test
    void stoppedColumnsAreResumedBeforeTheRunHasAResult() throws Exception {
        SheetId id = order();
        runs.checkpoint(5);
        look();
        assertThat(runSheets.resumeOffer(id)).as("being generated").isEmpty();
        generation.cancel(job(id, 5));
        look();
        assertThat(missing()).contains("Not generated: its generation stopped.");
        GenerationResumeOffer offer = runSheets.resumeOffer(id).orElseThrow();
        assertThat(offer.send()).isEqualTo(4);
        assertThat(runSheets.sendAgainOffer(id)).isEmpty();

        runSheets.resume(id, offer);

        assertThat(missing()).contains("Being generated");
        assertThatThrownBy(() -> runSheets.resume(id, offer)).isInstanceOf(DomainException.Conflict.class);
        assertThatThrownBy(() -> runSheets.sendAgain(id, offer)).isInstanceOf(DomainException.Conflict.class);
        draw();
        assertThat(shown().generated()).isEqualTo(8);
    }

    @Test
    @Tag("attack")
    void ofTheColumnsThatAVersionTookOverNoneIsOrderedTwice() throws Exception {
        SheetId id = order();
        runs.checkpoint(5);
        look();
        generation.cancel(job(id, 5));
        runs.steps(6, 10);
        runs.checkpoint(10);
        look();
        worker.fill();
        FakeGenerationBackend.FakeTask ten = drawing.last();
        runs.steps(11, 15);
        runs.sample(15);
        runs.finish();
        look();
        draw();

        assertThat(sheets.job(id)).contains(job(id, 10));
        assertThat(sheets.missingOffer(id)).isEmpty();
        assertThatThrownBy(() -> sheets.drawMissing(id, null))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("already being generated");
        ten.drawAll();
        ten.reporter.finished();

        assertThat(sheets.job(id)).contains(job(id, 5));
        assertThat(sheets.missingOffer(id).orElseThrow().send()).isEqualTo(4);
        sheets.drawMissing(id, null);
        assertThatThrownBy(() -> sheets.drawMissing(id, null)).isInstanceOf(DomainException.Conflict.class);
        worker.fill();
        assertThat(drawing.last().task.pictures()).hasSize(4);
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        assertThat(sheets.details(id).isComplete()).isTrue();
    }

    @Test
    void aRefusedColumnIsOfferedOnceAVersionHasTheSheet() throws Exception {
        SheetId id = order();
        madeBy(id, UUID.randomUUID());
        runs.checkpoint(5);
        look();
        assertThat(missing()).contains("Not generated: the account of Mara is deactivated.", "Waiting for step 10");

        madeBy(id, mara.accountId());
        runs.steps(6, 10);
        runs.checkpoint(10);
        look();
        draw();
        runs.steps(11, 15);
        runs.sample(15);
        runs.finish();
        look();
        draw();

        assertThat(sheets.missingOffer(id).orElseThrow().send()).isEqualTo(4);
        assertThat(sheets.job(id)).as("the page offers what is left instead").isEmpty();
        sheets.drawMissing(id, null);
        draw();
        assertThat(sheets.details(id).isComplete()).isTrue();
    }

    @Test
    void aSheetThatWaitsForItsLastCheckpointIsNotComplete() throws Exception {
        SheetId id = orderedAndFinished();

        assertThat(sheets.details(id).head().version())
                .isEqualTo(versions.ofRun(run).orElseThrow().id());
        assertThat(sheets.awaitsPictures(id)).isTrue();
        assertThat(sheets.missingOffer(id)).as("the queue orders them").isEmpty();

        backend(id, FakeGenerationBackend.ID);
        look();
        draw();
        assertThat(sheets.awaitsPictures(id)).isFalse();
    }

    @Test
    void aRunThatFinishedWhileItsSheetWasOrderedGivesItToItsVersion() throws Exception {
        SheetId id = orderedAndFinished();
        jdbc.sql("update test_sheet set version_id = null, number = 0 where id = ?")
                .param(id.value())
                .update();
        assertThat(runSheets.of(run)).isPresent();

        look();

        assertThat(runSheets.of(run)).isEmpty();
        assertThat(sheets.details(id).head().number()).isOne();
    }

    private SheetId orderedAndFinished() throws Exception {
        SheetId id = order();
        backend(id, "away");
        runs.steps(6, 15);
        runs.sample(15);
        runs.finish();
        look();
        return id;
    }

    @Test
    @Tag("attack")
    void columnsAreOrderedAsThePersonWhoAskedAndOnlyWhileThatPersonMay() throws Exception {
        SheetId id = order();
        assertThat(jdbc.sql("select distinct asked_by from generation_job where purpose like 'Checkpoint sheet%'")
                        .query(UUID.class)
                        .list())
                .containsExactly(mara.accountId());
        signIn(people.admin("Ines"));
        team.deactivate(new AccountId(mara.accountId()));

        runs.checkpoint(5);
        look();

        assertThat(missing()).contains("Not generated: the account of Mara is deactivated.", "Waiting for step 10");
        assertThat(shown().generated()).isEqualTo(4);
        signals.settled().get(60, TimeUnit.SECONDS);
        LiveValue<Long> changes = signals.of(id);
        long before = changes.get();
        look();
        signals.settled().get(60, TimeUnit.SECONDS);
        assertThat(changes.get()).as("refused once").isEqualTo(before);
    }

    @Test
    @Tag("attack")
    void whatASheetMayCostCountsOnceForThePersonAndOnlyAsLongAsItMayBeOrdered() throws Exception {
        payable();
        SheetId id = runSheets.order(run, runSheets.offer(run, PAID));
        queue.settled().get(60, TimeUnit.SECONDS);
        assertThat(ordered()).as("sixteen pictures, four of which are queued").isCloseTo(price(16), CENT);

        runService.cancel(run);
        look();
        assertThat(ordered()).as("those without a LoRA").isCloseTo(price(4), CENT);
        GenerationId job = generationOf(id);
        generation.cancel(job);
        assertThat(ordered()).isEqualByComparingTo("0");
        runSheets.resume(id, runSheets.resumeOffer(id).orElseThrow());
        assertThat(ordered()).isCloseTo(price(4), CENT);

        signIn(people.admin("Ines"));
        costs.changeLimit(new BigDecimal("0.20"), people.proof());
        signIn(mara);
        runService.resume(run);
        runs.start();
        runs.checkpoint(5);
        look();
        assertThat(missing()).anyMatch(words -> words.contains("above the limit of $0.20"));
        assertThat(ordered()).isCloseTo(price(4), CENT);
    }

    @Test
    @Tag("attack")
    void aColumnWhosePriceHasRisenIsNotOrdered() throws Exception {
        payable();
        runSheets.order(run, runSheets.offer(run, PAID));
        queue.settled().get(60, TimeUnit.SECONDS);
        signIn(people.admin("Ines"));
        costs.changePrice(PAID, new BigDecimal("0.0351"), people.proof());
        signIn(mara);

        runs.checkpoint(5);
        look();

        assertThat(missing()).contains("Not generated: it would cost more than was agreed to.", "Waiting for step 10");
    }

    private void payable() {
        FakeFal.shared().forget();
        signIn(people.admin("Ines"));
        fal.connect(FakeFal.KEY);
        signIn(mara);
    }

    /** Of the last 24 hours, in US dollars. */
    private BigDecimal ordered() {
        return costs.estimate(PAID, BigDecimal.ONE).recent();
    }

    private BigDecimal price(int pictures) {
        return Objects.requireNonNull(
                generation.cost(PAID, shown().settings(), pictures).amount());
    }

    private void backend(SheetId sheet, String id) {
        jdbc.sql("update test_sheet set backend = ? where id = ?")
                .params(id, sheet.value())
                .update();
    }

    private void madeBy(SheetId sheet, UUID account) {
        jdbc.sql("update test_sheet set made_by = ? where id = ?")
                .params(account, sheet.value())
                .update();
    }

    private GenerationId job(SheetId sheet, int step) {
        return new GenerationId(
                jdbc.sql("select distinct generation_id from sheet_cell where sheet_id = ? and step = ?")
                        .params(sheet.value(), step)
                        .query(UUID.class)
                        .single());
    }

    private GenerationId generationOf(SheetId sheet) {
        return new GenerationId(jdbc.sql("select generation_id from test_sheet where id = ?")
                .param(sheet.value())
                .query(UUID.class)
                .single());
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
