package io.understudy.training.runs;

import io.understudy.training.MetricPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Thins a curve to what a plot can show, keeping its shape: the largest-triangle-three-buckets method (Steinarsson,
 * 2013). First and last point stay.
 */
final class CurveThinning {
    private CurveThinning() {}

    static List<MetricPoint> thin(List<MetricPoint> points, int most) {
        int size = points.size();
        if (size <= most || most < 3) {
            return points;
        }
        List<MetricPoint> kept = new ArrayList<>(most);
        MetricPoint last = points.getFirst();
        kept.add(last);
        double width = (size - 2.0) / (most - 2.0);
        for (int bucket = 0; bucket < most - 2; bucket++) {
            int from = 1 + (int) (bucket * width);
            int to = 1 + (int) ((bucket + 1) * width);
            int nextTo = Math.min(size, 1 + (int) ((bucket + 2) * width));
            last = largestTriangle(points.subList(from, to), last, points.subList(to, Math.max(nextTo, to + 1)));
            kept.add(last);
        }
        kept.add(points.getLast());
        return kept;
    }

    private static MetricPoint largestTriangle(List<MetricPoint> bucket, MetricPoint before, List<MetricPoint> next) {
        double nextStep = next.stream().mapToInt(MetricPoint::step).average().orElseThrow();
        double nextLoss = next.stream().mapToDouble(MetricPoint::loss).average().orElseThrow();
        MetricPoint best = bucket.getFirst();
        double largest = -1;
        for (MetricPoint point : bucket) {
            double area = Math.abs((before.step() - nextStep) * (point.loss() - before.loss())
                    - (before.step() - point.step()) * (nextLoss - before.loss()));
            if (area > largest) {
                largest = area;
                best = point;
            }
        }
        return best;
    }
}
