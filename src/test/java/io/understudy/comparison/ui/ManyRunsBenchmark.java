package io.understudy.comparison.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.ComparedValue;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.ManyRuns;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The list with 10 000 runs, and the comparison of 20 runs with 10 000 points each and 200 rows. */
@StudioTest
@Tag("bench")
class ManyRunsBenchmark {
    private static final int RUNS = 10_000;
    private static final int COMPARED = 20;
    private static final int POINTS = 10_000;
    private static final int ROWS = 200;
    private static final Duration WANTED = Duration.ofMillis(300);

    @Autowired
    RunFixtures stories;

    @Autowired
    RunListService lists;

    @Autowired
    RunService runs;

    @Autowired
    ComparisonService comparisons;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    People people;

    @BeforeEach
    void manyRuns() {
        people.signIn(people.member("Mara"));
        stories.forget();
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        long model = stories.finished(ava, 10, 1e-4).number();
        ManyRuns.add(RUNS, model, model, jdbc);
    }

    @Test
    void everyListAnswersWithinThreeHundredMilliseconds() {
        RunSort loss = new RunSort(RunColumn.LOSS, true);
        RunSummary middle = lists.page(RunFilter.ALL, loss, null, RUNS / 2, 1).getFirst();
        RunSummary old = lists.page(RunFilter.ALL, RunSort.NEWEST_FIRST, null, RUNS - 100, 1)
                .getFirst();
        RunFilter narrow = new RunFilter(null, Set.of(RunState.SUCCEEDED), null)
                .withRange(RunColumn.STEPS, new NumberRange(800.0, 1200.0))
                .withRange(RunColumn.LEARNING_RATE, new NumberRange(5e-5, 1e-4));
        System.out.println();
        System.out.println("| 10 000 runs: list of 50 rows | p50 | p95 |");
        System.out.println("|---|---|---|");
        measure("newest first, beginning", () -> page(RunFilter.ALL, RunSort.NEWEST_FIRST, null));
        measure(
                "newest first, at the end, by key",
                () -> page(RunFilter.ALL, RunSort.NEWEST_FIRST, lists.behind(old, RunSort.NEWEST_FIRST)));
        measure("by loss, beginning", () -> page(RunFilter.ALL, loss, null));
        measure("by loss, in the middle, by key", () -> page(RunFilter.ALL, loss, lists.behind(middle, loss)));
        measure("state and two ranges", () -> page(narrow, RunSort.NEWEST_FIRST, null));
        measure("text", () -> page(RunFilter.ALL.withText("ohwx7"), RunSort.NEWEST_FIRST, null));
        measure("text that nothing has", () -> page(RunFilter.ALL.withText("moon"), RunSort.NEWEST_FIRST, null));
        measure("count of all", () -> lists.count(RunFilter.ALL));
        measure("count with state and two ranges", () -> lists.count(narrow));
    }

    private void page(RunFilter filter, RunSort sort, @Nullable RunCursor after) {
        lists.page(filter, sort, after, 0, 50);
    }

    private static void measure(String what, Runnable work) {
        for (int warm = 0; warm < 20; warm++) {
            work.run();
        }
        long[] times = IntStream.range(0, 100)
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    work.run();
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        System.out.printf("| %s | %.1f ms | %.1f ms |%n", what, times[50] / 1e6, times[95] / 1e6);
        assertThat(Duration.ofNanos(times[95])).as(what).isLessThan(WANTED);
    }

    @Test
    void aComparisonOfTwentyLongRuns() {
        List<RunSummary> chosen = lists.newest(RunFilter.ALL, COMPARED);
        for (RunSummary run : chosen) {
            jdbc.batchUpdate(
                    "insert into run_point (run_id, attempt, step, loss, smoothed, learning_rate, seconds)"
                            + " values (?, 1, ?, ?, 0.5, ?, ?)",
                    IntStream.rangeClosed(1, POINTS)
                            .mapToObj(step -> new Object[] {
                                run.id().value(), step, 0.1 + 1.0 / step + step % 7 * 1e-3, 1e-4, step * 0.2
                            })
                            .toList());
        }
        List<Long> numbers = chosen.stream().map(RunSummary::number).toList();
        System.out.println();
        System.out.println("| 20 runs, 10 000 points each | measured |");
        System.out.println("|---|---|");
        once("settings, results and samples", () -> comparisons.compare(numbers, null));
        once(
                "all curves, thinned to 500 points each",
                () -> chosen.forEach(
                        run -> assertThat(runs.points(run.id(), 500)).hasSize(500)));
        once("one curve, thinned to 1000 points", () -> {
            List<MetricPoint> points = runs.points(chosen.getFirst().id(), 1000);
            assertThat(points).hasSize(1000);
        });
        RunComparison comparison = comparisons.compare(numbers, null);
        RunComparison wide = new RunComparison(comparison.runs(), 0, rows(), true, comparison.samples());
        int[] size = new int[1];
        once(
                "200 rows by 20 runs as JSON",
                () -> size[0] = JsonMapper.builder()
                        .build()
                        .writeValueAsString(TableModel.of(wide))
                        .length());
        System.out.printf("| size of that JSON | %d kB |%n", size[0] / 1000);
    }

    private static List<ComparedRow> rows() {
        List<ComparedRow> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int place = row;
            rows.add(new ComparedRow(
                    "Setting " + row,
                    IntStream.range(0, COMPARED)
                            .mapToObj(run -> new ComparedValue(
                                    String.valueOf(place * (run % 3)), (double) place * (run % 3), true))
                            .toList(),
                    0,
                    false));
        }
        return rows;
    }

    private static void once(String what, Runnable work) {
        work.run();
        double[] times = IntStream.range(0, 5)
                .mapToDouble(round -> {
                    long start = System.nanoTime();
                    work.run();
                    return (System.nanoTime() - start) / 1e6;
                })
                .sorted()
                .toArray();
        System.out.printf("| %s | %.0f ms (median of 5) |%n", what, times[2]);
        assertThat(Arrays.stream(times).max().orElseThrow()).isLessThan(10_000);
    }
}
