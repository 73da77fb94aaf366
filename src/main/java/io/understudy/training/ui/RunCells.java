package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.training.LossLine;
import io.understudy.training.RunCosts;
import io.understudy.training.RunSummary;
import io.understudy.training.SamplePicture;
import io.understudy.training.lists.RunPageExtras;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cells of a list of runs that show more than the row of a run has. */
final class RunCells {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 30;

    private RunCells() {}

    static Component sample(RunSummary run, RunPageExtras extras) {
        SamplePicture sample = extras.samples().get(run.id());
        if (sample == null) {
            return new Span();
        }
        String words = sample.prompt() + ", step " + Formats.count(sample.step());
        LazyImage image = new LazyImage(BlobUrls.of(sample.picture()), words);
        image.setTitle(words);
        image.addClassName("run-sample");
        return image;
    }

    static Component curve(RunSummary run) {
        List<LossLine.Point> points = run.lossLine().points();
        if (points.size() < 2) {
            return new Span();
        }
        Svg curve = new Svg("<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"><polyline points=\"%s\"/></svg>"
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, polyline(points)));
        curve.addClassName("run-curve");
        curve.getElement()
                .setAttribute("role", "img")
                .setAttribute(
                        "aria-label",
                        "Loss from " + RunLabels.loss(points.getFirst().loss()) + " to "
                                + RunLabels.loss(run.progress().loss()));
        return curve;
    }

    private static String polyline(List<LossLine.Point> points) {
        DoubleSummaryStatistics losses =
                points.stream().mapToDouble(LossLine.Point::loss).summaryStatistics();
        double range = Math.max(losses.getMax() - losses.getMin(), 1e-12);
        return points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        1 + (WIDTH - 2) * point.place(),
                        2 + (HEIGHT - 4) * (1 - (point.loss() - losses.getMin()) / range)))
                .collect(Collectors.joining(" "));
    }

    static String cost(RunSummary run, RunPageExtras extras) {
        return RunCosts.words(run.state(), run.estimatedCost(), extras.costs().get(run.id()));
    }

    static Div tags(RunSummary run, RunPageExtras extras) {
        Div tags = Styled.div("run-tags");
        extras.tags().getOrDefault(run.id(), List.of()).forEach(tag -> tags.add(Styled.span("run-tag", tag)));
        return tags;
    }
}
