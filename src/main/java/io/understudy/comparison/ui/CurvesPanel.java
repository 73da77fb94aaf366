package io.understudy.comparison.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableConsumer;
import io.understudy.comparison.RunComparison;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.MetricChart;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import io.understudy.training.ui.RunCurves;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The curves of all compared runs. They are read outside of the session: twenty long runs are many points. */
class CurvesPanel extends Panel {
    private static final Logger LOG = LoggerFactory.getLogger(CurvesPanel.class);
    /** About what a plot of this width can show. */
    private static final int POINTS = 10_000;

    private static final int MOST_PER_RUN = 1000;

    private final transient RunService runs;
    private final RunCurves chart;
    private final Span words = Hint.inline();
    private final ProgressBar reading = new ProgressBar();
    private boolean drawn;

    CurvesPanel(
            RunService runs,
            RunComparison comparison,
            MetricChart.Look look,
            SerializableConsumer<MetricChart.Look> onLook) {
        super("Curves");
        this.runs = runs;
        this.chart = new RunCurves(runs);
        chart.look(look);
        chart.onLook(onLook);
        reading.setIndeterminate(true);
        reading.getElement().setAttribute("aria-label", "The curves are being read");
        words.setText(
                comparison.sameTask()
                        ? ""
                        : "Different pictures or backends: the shapes of the losses can be compared, their heights cannot.");
        add(words, reading, chart);
        read(comparison.runs());
    }

    private void read(List<RunDetails> shown) {
        UI ui = UI.getCurrent();
        int most = Math.clamp(POINTS / shown.size(), 3, MOST_PER_RUN);
        Runnable work = () -> {
            try {
                List<RunCurves.Line> lines = shown.stream()
                        .map(run ->
                                new RunCurves.Line(run.progress(), "Run " + run.number(), runs.points(run.id(), most)))
                        .toList();
                ui.access(() -> draw(lines));
            } catch (UIDetachedException closed) {
                LOG.debug("Nobody looks at this comparison now", closed);
            } catch (RuntimeException problem) {
                ui.access(() -> fail(problem));
            }
        };
        BackgroundThreads.startAsCaller("read-curves", work);
    }

    private void draw(List<RunCurves.Line> lines) {
        reading.setVisible(false);
        chart.showAll(lines);
        drawn = true;
    }

    private void fail(RuntimeException problem) {
        reading.setVisible(false);
        words.setText("The curves could not be read. " + ErrorMessages.message(problem));
    }

    void follow(RunProgress progress) {
        if (drawn) {
            chart.follow(progress);
        }
    }
}
