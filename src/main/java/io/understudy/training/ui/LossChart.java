package io.understudy.training.ui;

import io.understudy.platform.ui.MetricChart;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class LossChart extends MetricChart {
    public record Line(RunProgress pulse, String label, List<MetricPoint> points) {}

    private record Shown(String label, int attempt, int step) {}

    private final transient RunService runs;
    private final transient Map<RunId, Shown> shown = new LinkedHashMap<>();
    private final transient Map<RunId, Curve> curves = new HashMap<>();
    private final transient Map<RunId, TrainingTime> times = new HashMap<>();

    public LossChart(RunService runs) {
        super("Loss", "loss");
        this.runs = runs;
        addClassName("loss-chart");
    }

    public void add(RunProgress progress, String label) {
        addAll(List.of(new Line(progress, label, runs.points(progress.run()))));
    }

    public void addAll(List<Line> lines) {
        for (Line line : lines) {
            RunId run = line.pulse().run();
            int last = line.points().isEmpty() ? 0 : line.points().getLast().step();
            shown.put(run, new Shown(line.label(), line.pulse().attempt(), last));
            TrainingTime time = new TrainingTime();
            times.put(run, time);
            curves.put(run, curve(line.label(), line.points(), time));
        }
        drawAll();
    }

    public void follow(RunProgress progress) {
        Shown before = shown.get(progress.run());
        TrainingTime time = times.get(progress.run());
        if (before == null
                || time == null
                || before.step() == progress.step() && before.attempt() == progress.attempt()) {
            return;
        }
        if (before.attempt() != progress.attempt() || progress.step() < before.step()) {
            // The new attempt took steps back.
            add(progress, before.label());
            return;
        }
        List<MetricPoint> points = runs.pointsAfter(progress.run(), before.step());
        if (!points.isEmpty()) {
            Curve fresh = curve(before.label(), points, time);
            int index = List.copyOf(shown.keySet()).indexOf(progress.run());
            shown.put(
                    progress.run(),
                    new Shown(
                            before.label(), progress.attempt(), points.getLast().step()));
            curves.computeIfPresent(progress.run(), (run, known) -> joined(known, fresh));
            getElement()
                    .executeJs(
                            "customElements.whenDefined('metric-chart').then(() => this.append($0, $1, $2, $3))",
                            index,
                            fresh.steps(),
                            fresh.values(),
                            fresh.times());
        }
    }

    private void drawAll() {
        List<Curve> all = new ArrayList<>();
        for (RunId run : shown.keySet()) {
            Curve curve = curves.get(run);
            if (curve != null) {
                all.add(curve);
            }
        }
        show(all);
    }

    private static Curve joined(Curve known, Curve fresh) {
        return new Curve(
                known.label(),
                joined(known.steps(), fresh.steps()),
                joined(known.values(), fresh.values()),
                joined(known.times(), fresh.times()));
    }

    private static List<Double> joined(List<Double> known, List<Double> fresh) {
        List<Double> all = new ArrayList<>(known);
        all.addAll(fresh);
        return all;
    }

    private static Curve curve(String label, List<MetricPoint> points, TrainingTime time) {
        return new Curve(
                label,
                points.stream().map(point -> (double) point.step()).toList(),
                points.stream().map(MetricPoint::loss).toList(),
                points.stream().map(time::at).toList());
    }
}
