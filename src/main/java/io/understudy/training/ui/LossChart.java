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

    public void add(RunProgress pulse, String label) {
        addAll(List.of(new Line(pulse, label, runs.points(pulse.run()))));
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

    public void follow(RunProgress pulse) {
        Shown before = shown.get(pulse.run());
        TrainingTime time = times.get(pulse.run());
        if (before == null || time == null || before.step() == pulse.step() && before.attempt() == pulse.attempt()) {
            return;
        }
        if (before.attempt() != pulse.attempt() || pulse.step() < before.step()) {
            // The new attempt took steps back.
            add(pulse, before.label());
            return;
        }
        List<MetricPoint> points = runs.pointsAfter(pulse.run(), before.step());
        if (!points.isEmpty()) {
            Curve fresh = curve(before.label(), points, time);
            int index = List.copyOf(shown.keySet()).indexOf(pulse.run());
            shown.put(
                    pulse.run(),
                    new Shown(before.label(), pulse.attempt(), points.getLast().step()));
            curves.computeIfPresent(pulse.run(), (run, known) -> joined(known, fresh));
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
