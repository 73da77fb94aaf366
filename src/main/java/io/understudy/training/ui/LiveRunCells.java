package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.signals.Signal;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;

final class LiveRunCells {
    private LiveRunCells() {}

    static Span state(Signal<RunProgress> pulse) {
        Span cell = new Span();
        Signal.effect(cell, () -> {
            RunState state = pulse.get().state();
            cell.removeAll();
            cell.add(RunBadge.of(state));
        });
        return cell;
    }

    static Div progress(Signal<RunProgress> pulse) {
        ProgressBar bar = new ProgressBar();
        Span steps = Styled.span("number");
        bar.bindValue(pulse.map(RunProgress::progress));
        steps.bindText(pulse.map(RunLabels::steps));
        bar.bindVisible(pulse.map(now -> !now.state().isOver()));
        return Styled.div("run-progress-cell", steps, bar);
    }

    static Span loss(Signal<RunProgress> pulse) {
        Span cell = Styled.span("number");
        cell.bindText(pulse.map(now -> RunLabels.loss(now.loss())));
        return cell;
    }
}
