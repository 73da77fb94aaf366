package io.understudy.training.runs;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.billing.ChargeState;
import io.understudy.characters.LikenessBasis;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.lists.RunViewService;
import io.understudy.training.lists.SavedRunView;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.queue.TrainingTest;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunListServiceTest extends TrainingTest {
    private static final RunSort BY_LOSS = new RunSort(RunColumn.LOSS, true);

    @Autowired
    RunViewService views;

    @Autowired
    RunNoteService notes;

    @Autowired
    JdbcClient jdbc;

    private LaunchResult launch(int steps, double learningRate, int rank) {
        return runs.launch(new LaunchRequest(
                ava,
                "told",
                new TrainingSettings(
                        new TriggerWord("ohwx woman"),
                        steps,
                        learningRate,
                        rank,
                        rank,
                        1,
                        1024,
                        7,
                        5,
                        5,
                        List.of(new SamplePrompt("ohwx woman, 100% sunny", 7))),
                true,
                UUID.randomUUID(),
                null));
    }

    private void train(int steps) {
        worker.fill();
        backend.last().steps(1, steps);
        backend.last().finish();
    }

    private static List<Long> numbers(List<RunSummary> runs) {
        return runs.stream().map(RunSummary::number).toList();
    }

    private List<Long> walk(RunFilter filter, RunSort sort, int page) {
        List<Long> numbers = new ArrayList<>();
        RunCursor cursor = null;
        List<RunSummary> rows;
        do {
            rows = lists.page(filter, sort, cursor, 0, page);
            numbers.addAll(numbers(rows));
            cursor = rows.isEmpty() ? cursor : lists.behind(rows.getLast(), sort);
        } while (!rows.isEmpty());
        return numbers;
    }

    @Test
    void everyOrderIsReadPageByPageWithoutLossOrRepetition() {
        for (int run = 0; run < 7; run++) {
            launch(10 + run % 3, run % 2 == 0 ? 1e-4 : 5e-5, 8);
        }
        train(10);
        for (RunColumn column : RunColumn.values()) {
            if (column.isSortable()) {
                for (boolean ascending : new boolean[] {true, false}) {
                    RunSort sort = new RunSort(column, ascending);
                    List<Long> whole = numbers(lists.page(RunFilter.ALL, sort, null, 0, 100));
                    assertThat(whole).hasSize(7);
                    assertThat(walk(RunFilter.ALL, sort, 2)).as("%s", sort).isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void aRunThatComesMeanwhileDoesNotShiftTheNextPage() {
        for (int run = 0; run < 4; run++) {
            launch(10, 1e-4, 8);
        }
        List<RunSummary> first = lists.newest(RunFilter.ALL, 2);
        launch(10, 1e-4, 8);

        List<RunSummary> second = lists.page(
                RunFilter.ALL, RunSort.NEWEST_FIRST, lists.behind(first.getLast(), RunSort.NEWEST_FIRST), 0, 2);

        assertThat(second.getFirst().number()).isEqualTo(first.getLast().number() - 1);
    }

    @Test
    void newRunsAreCountedWithinTheFilter() {
        launch(10, 1e-4, 8);
        long first = lists.newestNumber();
        launch(10, 1e-4, 8);
        launch(20, 1e-4, 8);

        assertThat(lists.countNewer(RunFilter.ALL, 0)).isEqualTo(3);
        assertThat(lists.countNewer(RunFilter.ALL, first)).isEqualTo(2);
        assertThat(lists.countNewer(RunFilter.ALL.withRange(RunColumn.STEPS, new NumberRange(15.0, null)), first))
                .isEqualTo(1);
        assertThat(lists.countNewer(RunFilter.ALL, lists.newestNumber())).isZero();
    }

    @Test
    void runsWithoutALossComeLastInBothDirections() {
        launch(10, 1e-4, 8);
        launch(10, 1e-4, 8);
        train(10);
        long trained = lists.newest(new RunFilter(null, Set.of(RunState.SUCCEEDED), null), 1)
                .getFirst()
                .number();

        assertThat(walk(RunFilter.ALL, BY_LOSS, 1).getFirst()).isEqualTo(trained);
        assertThat(walk(RunFilter.ALL, new RunSort(RunColumn.LOSS, false), 1).getFirst())
                .isEqualTo(trained);
    }

    @Test
    void costsTagsAndNotesAreSortedByTheDatabaseAndRunsWithoutThemComeLast() {
        RunId spent = launch(10, 1e-4, 8).run();
        RunId expected = launch(10, 1e-4, 8).run();
        RunId open = launch(10, 1e-4, 8).run();
        RunId none = launch(10, 1e-4, 8).run();
        jdbc.sql("update training_run set estimated_cost = 5 where id = ?")
                .param(expected.value())
                .update();
        charge(spent, 1, ChargeState.CHARGED, "9", "2");
        charge(open, 1, ChargeState.CHARGED, "1", "1");
        charge(open, 2, ChargeState.OPEN, "3", null);
        notes.tag(spent, "studio");
        notes.tag(expected, "face");
        notes.tag(expected, "studio");
        notes.tag(open, "face");
        write(spent, "beta");
        write(expected, "Alpha");
        write(open, "gamma");

        assertThat(sorted(RunColumn.COST, true)).containsExactly(spent, open, expected, none);
        assertThat(sorted(RunColumn.COST, false)).containsExactly(expected, open, spent, none);
        assertThat(sorted(RunColumn.TAGS, true)).containsExactly(open, expected, spent, none);
        assertThat(sorted(RunColumn.TAGS, false)).containsExactly(spent, expected, open, none);
        assertThat(sorted(RunColumn.NOTE, true)).containsExactly(expected, spent, open, none);
        assertThat(sorted(RunColumn.NOTE, false)).containsExactly(open, spent, expected, none);
    }

    /** Page by page. */
    private List<RunId> sorted(RunColumn column, boolean ascending) {
        List<Long> order = walk(RunFilter.ALL, new RunSort(column, ascending), 1);
        return lists.byNumbers(order).stream()
                .sorted(Comparator.comparing(run -> order.indexOf(run.number())))
                .map(RunSummary::id)
                .toList();
    }

    private void write(RunId run, String note) {
        notes.write(run, notes.note(run).revision(), note);
    }

    private void charge(RunId run, int attempt, ChargeState state, String amount, @Nullable String actual) {
        jdbc.sql("insert into charge (id, service, subject_id, attempt, purpose, amount, actual, state, sent_at,"
                        + " settled_at) values (?, 'told', ?, ?, 'a run', cast(? as numeric), cast(? as numeric), ?, now(),"
                        + (state == ChargeState.OPEN ? " null)" : " now())"))
                .params(Arrays.asList(UUID.randomUUID(), run.value(), attempt, amount, actual, state.name()))
                .update();
    }

    @Test
    void rangesNarrowSettingsAndResultsWithBothEndsIncluded() {
        launch(800, 5e-5, 8);
        launch(1000, 1e-4, 16);
        launch(1200, 2e-4, 32);

        assertThat(count(RunFilter.ALL.withRange(RunColumn.STEPS, new NumberRange(800.0, 1000.0))))
                .isEqualTo(2);
        assertThat(count(RunFilter.ALL.withRange(RunColumn.LEARNING_RATE, new NumberRange(0.0001, null))))
                .isEqualTo(2);
        assertThat(count(RunFilter.ALL.withRange(RunColumn.RANK, new NumberRange(null, 8.0))))
                .isEqualTo(1);
        assertThatThrownBy(() -> new NumberRange(2.0, 1.0)).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void textIsFoundInPromptsNamesAndNumbersAndMeansItself() {
        long number = launch(10, 1e-4, 8).number();
        ava = character(characters, intake, "Nova Reyes", "sks woman", LikenessBasis.SYNTHETIC);
        launch(10, 1e-4, 8);

        assertThat(count(RunFilter.ALL.withText("nova"))).isEqualTo(1);
        assertThat(count(RunFilter.ALL.withText("#" + number))).isEqualTo(1);
        assertThat(count(RunFilter.ALL.withText("100% SUNNY"))).isEqualTo(2);
        assertThat(count(RunFilter.ALL.withText("100_ sunny"))).isZero();
        assertThat(count(RunFilter.ALL.withText("mara"))).isEqualTo(2);
    }

    @Test
    void theNumbersOfAllRunsThatFitAreReadWithTheNewestAndTheBackends() {
        long first = launch(10, 1e-4, 8).number();
        long second = launch(20, 1e-4, 8).number();

        assertThat(lists.numbers(RunFilter.ALL)).containsExactlyInAnyOrder(first, second);
        assertThat(lists.numbers(RunFilter.ALL.withRange(RunColumn.STEPS, new NumberRange(15.0, null))))
                .containsExactly(second);
        assertThat(lists.newestNumber()).isEqualTo(second);
        assertThat(lists.backends()).containsEntry("told", "Told backend");
    }

    @Test
    void archivedRunsLeaveTheListAndComeBack() {
        RunId done = launch(10, 1e-4, 8).run();
        train(10);
        RunId waiting = launch(10, 1e-4, 8).run();
        RunFilter archive = RunFilter.ALL.withArchived(true);

        assertThat(lists.archive(List.of(done))).containsExactly(done);
        assertThat(lists.archive(List.of(done))).isEmpty();
        assertThat(count(RunFilter.ALL)).isEqualTo(1);
        assertThat(lists.newest(archive, 5)).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo(done);
            assertThat(run.archivedAt()).isEqualTo(clock.instant());
        });

        lists.restore(List.of(done));
        assertThat(count(archive)).isZero();
        assertThatThrownBy(() -> lists.archive(List.of(done, waiting)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("not over yet");
        assertThat(count(archive)).isZero();
    }

    @Test
    void theExportHasARowForEachRunThatFits() throws IOException {
        launch(800, 5e-5, 8);
        launch(1000, 1e-4, 16);
        StringWriter csv = new StringWriter();

        lists.export(RunFilter.ALL.withRange(RunColumn.STEPS, new NumberRange(900.0, null)), RunSort.NEWEST_FIRST, csv);

        assertThat(csv.toString().lines()).hasSize(2);
        assertThat(csv.toString()).contains("Ava Lindqvist,Queued,Told backend,ohwx woman,1000,0,1.0E-4,16");
    }

    @Test
    void theTimePerStepIsThatOfTheAttemptAndStaysEmptyBeforeTheFirstStep() throws IOException {
        launch(10, 1e-4, 8);
        train(10);
        launch(20, 1e-4, 8);
        StringWriter csv = new StringWriter();

        lists.export(RunFilter.ALL, new RunSort(RunColumn.TIME_PER_STEP, true), csv);

        assertThat(csv.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head).contains("time trained (s),time per step (s),attempts"),
                        trained -> assertThat(trained).contains(",1.0,0.1,1,"),
                        waiting -> assertThat(waiting).contains(",0.0,,0,"));
    }

    @Test
    void whatAPageShowsBesideItsRowsTakesOneQueryForEachColumn() {
        Set<RunColumn> columns = Set.of(RunColumn.CURVE, RunColumn.SAMPLE, RunColumn.COST, RunColumn.TAGS);
        launch(10, 1e-4, 8);
        train(10);
        int few = statementsOf(() -> lists.extras(lists.newest(RunFilter.ALL, 50), columns));
        for (int run = 0; run < 5; run++) {
            launch(10, 1e-4, 8);
            train(10);
        }

        List<RunSummary> page = lists.newest(RunFilter.ALL, 50);
        assertThat(page)
                .hasSize(6)
                .allSatisfy(run -> assertThat(run.lossLine().points()).hasSize(10));
        assertThat(statementsOf(() -> lists.extras(page, columns))).isEqualTo(3);
        assertThat(few).isEqualTo(4);
        assertThat(statementsOf(() -> lists.extras(page, Set.of(RunColumn.LOSS))))
                .isZero();
    }

    @Test
    void theLastSampleIsTheFirstPictureOfTheLastStep() {
        RunId run = launch(10, 1e-4, 8).run();
        worker.fill();
        backend.last().steps(1, 5);
        backend.last().reporter.sample(5, 0, new byte[] {1});
        backend.last().steps(6, 10);
        backend.last().reporter.sample(10, 0, new byte[] {2});
        worker.beat();

        assertThat(lists.extras(lists.newest(RunFilter.ALL, 5), Set.of(RunColumn.SAMPLE))
                        .samples())
                .hasEntrySatisfying(run, sample -> {
                    assertThat(sample.step()).isEqualTo(10);
                    assertThat(sample.picture()).isEqualTo(BlobHash.of(new byte[] {2}));
                });
    }

    @Test
    void theExportHasTagsNoteAndCost() throws IOException {
        RunId run = launch(800, 5e-5, 8).run();
        notes.tag(run, "keep");
        notes.tag(run, "night");
        notes.write(run, 0, "Good hands, bad hair");
        StringWriter csv = new StringWriter();

        lists.export(RunFilter.ALL, RunSort.NEWEST_FIRST, csv);

        assertThat(csv.toString().lines().findFirst().orElseThrow())
                .contains(
                        "cost (USD),\"cost not known yet, at most (USD)\",cost estimated at the launch (USD),tags,note");
        assertThat(csv.toString()).contains(",,,,\"keep, night\",\"Good hands, bad hair\",Mara,");
    }

    @Test
    @Tag("twice")
    void aViewIsOnesOwnUntilItIsShared() {
        views.save("Mine", "state=failed", false);
        views.save("Team", "archived=yes", true);
        views.save("Mine", "state=lost", false);
        assertThat(views.all()).extracting(SavedRunView::query).containsExactly("state=lost", "archived=yes");

        people.signIn(people.member("Noa"));
        assertThat(views.all()).singleElement().satisfies(view -> {
            assertThat(view.name()).isEqualTo("Team");
            assertThat(view.ownerName()).isEqualTo("Mara");
            assertThat(view.mine()).isFalse();
            assertThatThrownBy(() -> views.delete(view.id())).isInstanceOf(DomainException.NotFound.class);
        });
        assertThatThrownBy(() -> views.save(" ", "", false)).isInstanceOf(DomainException.RuleViolation.class);
    }

    private long count(RunFilter filter) {
        return lists.count(filter);
    }
}
