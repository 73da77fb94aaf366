package io.understudy.comparison.ui;

import com.vaadin.flow.component.button.Button;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunSignals;

/** Curves and table update live; samples are announced, because they would change what is being looked at. */
final class LiveComparison {
    private final ComparisonService comparisons;
    private final ComparisonViewState look;
    private final CompareTable table;
    private final CurvesPanel curves;
    private final Button news;
    private RunComparison compared;

    /** @param news shown for new samples */
    LiveComparison(
            ComparisonService comparisons,
            ComparisonViewState look,
            RunComparison compared,
            CompareTable table,
            CurvesPanel curves,
            Button news) {
        this.comparisons = comparisons;
        this.look = look;
        this.compared = compared;
        this.table = table;
        this.curves = curves;
        this.news = news;
    }

    void follow(RunSignals signals) {
        compared.runs().forEach(run -> follow(run, signals));
    }

    private void follow(RunDetails run, RunSignals signals) {
        int shown = run.progress().samples();
        LiveUpdate.show(curves, signals.of(run.progress()), now -> {
            curves.follow(now);
            ErrorMessages.guard(() -> move(now));
            if (now.samples() > shown) {
                news.setText(Formats.plural(now.samples() - shown, "new sample", "new samples") + " of run "
                        + run.number() + ", show");
                news.setVisible(true);
            }
        });
    }

    private void move(RunProgress now) {
        boolean sameState =
                compared.runs().stream().noneMatch(run -> run.id().equals(now.run()) && run.state() != now.state());
        // A run in another state may have a file, a cost and a time.
        compared = sameState ? compared.with(now) : comparisons.compare(look.runs(), look.base());
        table.show(compared);
    }
}
