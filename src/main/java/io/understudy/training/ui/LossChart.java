package io.understudy.training.ui;

import io.understudy.shared.ui.MetricChart;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunId;
import io.understudy.training.RunPulse;
import io.understudy.training.RunService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss of one or more runs, followed while they train: new points are appended, nothing is drawn anew. */
public class LossChart extends MetricChart {
    private record Shown(String label, int attempt, int step) {}

    private final transient RunService runs;
    private final transient Map<RunId, Shown> shown = new LinkedHashMap<>();
    private final transient Map<RunId, Curve> curves = new HashMap<>();

    public LossChart(RunService runs) {
        super("Loss", "loss");
        this.runs = runs;
        addClassName("loss-chart");
    }

    /** Draws a run from its beginning. */
    public void add(RunPulse pulse, String label) {
        curves.put(pulse.run(), load(pulse, label));
        drawAll();
    }

    /** Draws what a run did since it was drawn last. */
    public void follow(RunPulse pulse) {
        Shown before = shown.get(pulse.run());
        if (before == null || before.step() == pulse.step() && before.attempt() == pulse.attempt()) {
            return;
        }
        if (before.attempt() != pulse.attempt() || pulse.step() < before.step()) {
            // The new attempt took steps back.
            add(pulse, before.label());
            return;
        }
        List<MetricPoint> points = runs.pointsAfter(pulse.run(), before.step());
        if (!points.isEmpty()) {
            Curve fresh = curve(before.label(), points);
            int index = List.copyOf(shown.keySet()).indexOf(pulse.run());
            shown.put(
                    pulse.run(),
                    new Shown(before.label(), pulse.attempt(), points.getLast().step()));
            curves.computeIfPresent(pulse.run(), (run, known) -> joined(known, fresh));
            getElement()
                    .executeJs(
                            "customElements.whenDefined('metric-chart').then(() => this.append($0, $1, $2))",
                            index,
                            fresh.steps(),
                            fresh.values());
        }
    }

    private Curve load(RunPulse pulse, String label) {
        List<MetricPoint> points = runs.points(pulse.run());
        int last = points.isEmpty() ? 0 : points.getLast().step();
        shown.put(pulse.run(), new Shown(label, pulse.attempt(), last));
        return curve(label, points);
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
        List<Double> steps = new ArrayList<>(known.steps());
        steps.addAll(fresh.steps());
        List<Double> values = new ArrayList<>(known.values());
        values.addAll(fresh.values());
        return new Curve(known.label(), steps, values);
    }

    private static Curve curve(String label, List<MetricPoint> points) {
        return new Curve(
                label,
                points.stream().map(point -> (double) point.step()).toList(),
                points.stream().map(MetricPoint::loss).toList());
    }
}
