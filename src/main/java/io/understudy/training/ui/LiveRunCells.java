package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.util.function.Function;

final class LiveRunCells {
    private LiveRunCells() {}

    static Span state(LiveValue<RunProgress> pulse) {
        Span cell = new Span();
        LiveUpdate.show(cell, pulse, RunProgress::state, state -> {
            cell.removeAll();
            cell.add(RunBadge.of(state));
        });
        return cell;
    }

    /** What is being done besides making steps, such as waiting in the queue of a cluster. */
    static Span preparation(LiveValue<RunProgress> pulse) {
        Span cell = Styled.span("secondary-text");
        LiveUpdate.show(
                cell,
                pulse,
                now -> now.state() == RunState.PREPARING ? now.phase() : RunLabels.note(now),
                cell::setText);
        return cell;
    }

    static Div progress(LiveValue<RunProgress> pulse) {
        ProgressBar bar = new ProgressBar();
        Span steps = Styled.span("number");
        LiveUpdate.show(bar, pulse, RunProgress::progress, bar::setValue);
        LiveUpdate.show(steps, pulse, RunLabels::steps, steps::setText);
        LiveUpdate.show(bar, pulse, now -> !now.state().isOver(), bar::setVisible);
        return Styled.div("run-progress-cell", steps, bar);
    }

    static Span loss(LiveValue<RunProgress> pulse) {
        return number(pulse, now -> RunLabels.loss(now.loss()));
    }

    static Span timePerStep(LiveValue<RunProgress> pulse) {
        return number(pulse, now -> RunLabels.timePerStep(now.secondsPerStep()));
    }

    private static Span number(LiveValue<RunProgress> pulse, Function<RunProgress, String> shown) {
        Span cell = Styled.span("number");
        LiveUpdate.show(cell, pulse, shown, cell::setText);
        return cell;
    }
}
