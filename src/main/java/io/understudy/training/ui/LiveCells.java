package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.signals.Signal;
import io.understudy.training.RunPulse;
import io.understudy.training.RunState;

final class LiveCells {
    private LiveCells() {}

    static Span state(Signal<RunPulse> pulse) {
        Span cell = new Span();
        Signal.effect(cell, () -> {
            RunState state = pulse.get().state();
            cell.removeAll();
            cell.add(RunBadge.of(state));
        });
        return cell;
    }

    static Div progress(Signal<RunPulse> pulse) {
        ProgressBar bar = new ProgressBar();
        Span steps = new Span();
        steps.addClassName("number");
        bar.bindValue(pulse.map(RunPulse::progress));
        steps.bindText(pulse.map(RunWords::steps));
        bar.bindVisible(pulse.map(now -> !now.state().isOver()));
        Div cell = new Div(steps, bar);
        cell.addClassName("run-progress-cell");
        return cell;
    }

    static Span loss(Signal<RunPulse> pulse) {
        Span cell = new Span();
        cell.addClassName("number");
        cell.bindText(pulse.map(now -> RunWords.loss(now.loss())));
        return cell;
    }
}
