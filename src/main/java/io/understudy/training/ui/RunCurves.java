package io.understudy.training.ui;

import io.understudy.platform.ui.MetricChart;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.util.ArrayList;
import java.util.List;

/** The curves of runs. They follow their runs; the points themselves are kept in the browser only. */
public class RunCurves extends MetricChart {
    public record Line(RunProgress progress, String label, List<MetricPoint> points) {}

    private final transient RunService runs;
    private final transient List<Shown> shown = new ArrayList<>();

    public RunCurves(RunService runs) {
        super("Loss, learning rate and time per step");
        this.runs = runs;
    }

    private static final class Shown {
        private final RunId run;
        private final String label;
        private TrainingTime time = new TrainingTime();
        private int attempt;
        private int step;

        Shown(Line line) {
            run = line.progress().run();
            label = line.label();
            attempt = line.progress().attempt();
        }

        Curve curve(List<MetricPoint> points) {
            step = points.isEmpty() ? step : points.getLast().step();
            return RunCurves.curve(label, points, time);
        }
    }

    public void show(RunProgress progress, String label) {
        showAll(List.of(new Line(progress, label, runs.points(progress.run()))));
    }

    public void showAll(List<Line> lines) {
        shown.clear();
        List<Curve> curves = new ArrayList<>();
        for (Line line : lines) {
            Shown one = new Shown(line);
            shown.add(one);
            curves.add(one.curve(line.points()));
        }
        show(curves);
    }

    public void follow(RunProgress progress) {
        for (int index = 0; index < shown.size(); index++) {
            Shown one = shown.get(index);
            if (one.run.equals(progress.run())) {
                follow(progress, index, one);
            }
        }
    }

    private void follow(RunProgress progress, int index, Shown one) {
        if (one.attempt != progress.attempt() || progress.step() < one.step) {
            // The new attempt took steps back.
            one.attempt = progress.attempt();
            one.step = 0;
            one.time = new TrainingTime();
            replace(index, one.curve(runs.points(one.run)));
        } else if (progress.step() > one.step) {
            List<MetricPoint> points = runs.pointsAfter(one.run, one.step);
            if (!points.isEmpty()) {
                append(index, one.curve(points));
            }
        }
    }

    /** @param time of the points before these */
    public static Curve curve(String label, List<MetricPoint> points, TrainingTime time) {
        return new Curve(
                label,
                points.stream().map(MetricPoint::step).toList(),
                points.stream().map(time::at).toList(),
                points.stream().map(MetricPoint::loss).toList(),
                points.stream().map(MetricPoint::smoothed).toList(),
                points.stream().map(MetricPoint::learningRate).toList());
    }
}
