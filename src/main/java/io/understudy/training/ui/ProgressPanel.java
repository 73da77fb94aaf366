package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.training.RunDetails;
import io.understudy.training.RunPulse;
import io.understudy.training.RunService;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a run is, how long it will take, when it was last heard from; why it stopped, and what to do. */
class ProgressPanel extends Div {
    private final transient RunService runs;
    private final Span words = new Span();
    private final Span percent = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Div facts = new Div();
    private final Div failure = new Div();

    ProgressPanel(RunService runs) {
        this.runs = runs;
        addClassNames("panel", "run-progress");
        words.addClassName("run-progress-words");
        percent.addClassName("number");
        bar.getElement().setAttribute("aria-label", "Progress");
        facts.addClassName("run-facts");
        failure.addClassName("run-failure");
        failure.getElement().setAttribute("role", "alert");
        Div line = new Div(words, percent);
        line.addClassName("panel-head");
        add(line, bar, facts, failure);
    }

    void show(RunPulse pulse) {
        RunDetails run = runs.details(pulse.run());
        words.setText(RunWords.progress(pulse, run.queuePlace()));
        percent.setText(RunWords.percent(pulse));
        bar.setValue(pulse.progress());
        facts.removeAll();
        fact("Loss, smoothed", new Span(RunWords.loss(pulse.loss())));
        fact("Trained", new Span(Formats.duration(run.trained())));
        Instant heard = pulse.heardAt();
        if (heard != null && !pulse.state().isOver()) {
            fact("Last heard from", new RelativeTime(heard));
        }
        if (pulse.attempt() > 1) {
            fact("Attempt", new Span(pulse.attempt() + ", went on after step " + run.attemptFromStep()));
        }
        showFailure(run.failure(), run.advice(), pulse);
    }

    private void fact(String name, Component value) {
        Span label = new Span(name);
        label.addClassName("secondary-text");
        facts.add(new Div(label, value));
    }

    private void showFailure(@Nullable String why, @Nullable String advice, RunPulse pulse) {
        failure.removeAll();
        failure.setVisible(why != null && (pulse.state().isStopped() || pulse.state().isForAdmin()));
        if (why != null) {
            Paragraph reason = new Paragraph(why);
            reason.addClassName("run-failure-reason");
            failure.add(reason, new Paragraph(advice == null ? "" : advice));
        }
    }
}
