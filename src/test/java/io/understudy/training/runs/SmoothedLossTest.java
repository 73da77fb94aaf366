package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.platform.ui.MetricChart;
import io.understudy.training.LossLine;
import io.understudy.training.LossSmoothing;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunId;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.queue.TrainingTest;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SmoothedLossTest extends TrainingTest {
    @Test
    void theAverageIsNotPulledTowardsItsBeginning() {
        Double average = null;
        for (int step = 1; step <= 40; step++) {
            average = LossSmoothing.next(average, step - 1, 0.5, step);
        }

        assertThat(average).isCloseTo(0.5, within(1e-12));
        assertThat(LossSmoothing.next(1.0, 1, 0.0, 2)).isCloseTo(0.95 / 1.95, within(1e-12));
    }

    @Test
    void aReadingStandsForAllStepsSinceTheOneBefore() {
        double stepByStep = LossSmoothing.next(LossSmoothing.next(0.8, 10, 0.2, 11), 11, 0.2, 12);

        assertThat(LossSmoothing.next(0.8, 10, 0.2, 12)).isCloseTo(stepByStep, within(1e-12));
    }

    @Test
    void pageListExportAndChartHaveTheSameNumber() throws IOException {
        RunId run = runs.launch(request()).run();
        worker.fill();
        backend.last().steps(1, 8);
        worker.beat();

        double shown = loss(run);
        assertThat(runs.points(run).getLast().smoothed()).isEqualTo(shown);
        assertThat(lists.newest(RunFilter.ALL, 1).getFirst().progress().loss()).isEqualTo(shown);
        StringWriter csv = new StringWriter();
        lists.export(RunFilter.ALL, RunSort.NEWEST_FIRST, csv);
        assertThat(csv.toString()).contains("," + shown + ",");
        assertThat(MetricChart.Look.USUAL.smoothing()).isEqualTo(LossSmoothing.WEIGHT);
    }

    @Test
    void whatALaterAttemptTookBackDoesNotStayInTheAverage() {
        RunId run = runs.launch(request()).run();
        worker.fill();
        backend.last().steps(1, 5);
        backend.last().reporter.checkpoint(5, new byte[] {5});
        worker.beat();
        double atCheckpoint = loss(run);
        backend.last().reporter.point(new MetricReading(6, 900, 1e-4, 0.6));
        worker.beat();
        assertThat(loss(run)).isGreaterThan(20);

        killWorkerAndWait();
        worker.renew();
        worker.fill();
        assertThat(loss(run)).isEqualTo(atCheckpoint);
        backend.last().reporter.point(new MetricReading(6, 0.5, 1e-4, 0.1));
        worker.beat();

        List<MetricPoint> points = runs.points(run);
        assertThat(loss(run)).isEqualTo(points.getLast().smoothed()).isLessThan(1);
    }

    @Test
    void aSparklineIsShortAndEndsWhereTheCurveEnds() {
        RunId run = runs.launch(request()).run();
        worker.fill();
        backend.last().steps(1, 10);
        worker.beat();

        List<LossLine.Point> line =
                lists.newest(RunFilter.ALL, 1).getFirst().lossLine().points();
        assertThat(line).hasSize(10);
        assertThat(line.getLast().place()).isCloseTo(1, within(0.1));
        assertThat(line.getLast().loss()).isCloseTo(loss(run), within(1e-3));
    }

    @Test
    void aLossLineForgetsWhatWasTakenBackAndHasGapsWhereNothingWasReported() {
        LossLine line = LossLine.NONE
                .with(10, 400, 0.9)
                .with(300, 400, 0.5)
                .with(301, 400, 0.4)
                .with(400, 400, 0.3);

        assertThat(line.points())
                .containsExactly(
                        new LossLine.Point(0.025, 0.9),
                        new LossLine.Point(0.75, 0.5),
                        new LossLine.Point(0.775, 0.4),
                        new LossLine.Point(1, 0.3));
        assertThat(line.upTo(300, 400).points()).hasSize(2);
        assertThat(line.upTo(0, 400)).isEqualTo(LossLine.NONE);
    }

    private double loss(RunId run) {
        return Objects.requireNonNull(runs.details(run).progress().loss());
    }
}
