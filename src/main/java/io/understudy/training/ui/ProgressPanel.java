package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.training.LogLine;
import io.understudy.training.LossSmoothing;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.queue.QueuePosition;
import io.understudy.training.queue.QueueService;
import io.understudy.training.runs.RunService;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

class ProgressPanel extends Panel {
    private final transient RunService runs;
    private final transient QueueService queues;
    private final Span words = Styled.span("run-progress-words");
    private final Span percent = Styled.span("number");
    private final ProgressBar bar = new ProgressBar();
    private final Div facts = Styled.div("run-facts");
    private final Div failure = Styled.div("run-failure");
    private final Paragraph standing = new Paragraph();
    private final Paragraph note = new Paragraph();
    private final Span loss = new Span();
    private final Span trained = new Span();
    private final Span heard = new Span();
    private final Span attempt = new Span();
    private final Div heardFact;
    private final Div attemptFact;
    private static final int LAST_LINES = 4;

    private transient @Nullable Instant reportedAt;
    private transient @Nullable String shownFailure;

    ProgressPanel(RunService runs, QueueService queues, boolean reportsLoss) {
        this.runs = runs;
        this.queues = queues;
        standing.addClassName("queue-standing");
        addClassName("run-progress");
        bar.getElement().setAttribute("aria-label", "Progress");
        failure.getElement().setAttribute("role", "alert");
        failure.setVisible(false);
        loss.setTitle(LossSmoothing.WORDS);
        fact("Loss, smoothed", loss).setVisible(reportsLoss);
        fact("Trained", trained);
        heardFact = fact("Last update", heard);
        attemptFact = fact("Attempt", attempt);
        note.addClassName("run-progress-note");
        add(Styled.div("panel-head", words, percent), standing, bar, note, facts, failure);
    }

    void show(RunProgress progress) {
        RunDetails run = runs.details(progress.run());
        // What a held run waits for is shown above, with the decision.
        words.setText(progress.state() == RunState.AWAITING_APPROVAL ? "Not started" : RunLabels.progress(progress));
        showStanding(progress);
        note.setText(RunLabels.note(progress));
        note.setVisible(!note.getText().isEmpty());
        percent.setText(RunLabels.percent(progress));
        bar.setValue(progress.progress());
        loss.setText(RunLabels.loss(progress.loss()));
        trained.setText(Formats.duration(run.trained()));
        showHeard(progress.state().isOver() ? null : progress.reportedAt());
        attempt.setText(progress.attempt()
                + (run.attemptFromStep() == 0
                        ? ", from the beginning"
                        : ", resumed after step " + Formats.count(run.attemptFromStep())));
        attemptFact.setVisible(progress.attempt() > 1);
        showFailure(run.failure(), run.advice(), progress);
    }

    private void showStanding(RunProgress progress) {
        Optional<QueuePosition> now =
                progress.state() == RunState.QUEUED ? queues.standing(progress.run()) : Optional.empty();
        standing.setVisible(now.isPresent());
        now.ifPresent(found -> {
            standing.removeAll();
            standing.add("Place " + found.place() + " of " + found.of() + ". " + found.reason() + " ");
            standing.add(new Anchor(RunRoutes.QUEUE, "Show the queue"));
        });
    }

    /** The browser keeps the words up to date; only the moment is changed. */
    private void showHeard(@Nullable Instant moment) {
        heardFact.setVisible(moment != null);
        if (moment != null && !moment.equals(reportedAt)) {
            reportedAt = moment;
            heard.removeAll();
            heard.add(new RelativeTime(moment));
        }
    }

    private Div fact(String name, Component value) {
        Div fact = new Div(Hint.inline(name), value);
        facts.add(fact);
        return fact;
    }

    private void showFailure(@Nullable String why, @Nullable String advice, RunProgress progress) {
        // The run is read afresh and may know why it stopped before its pulse says that it did.
        failure.setVisible(
                why != null && (progress.state().isStopped() || progress.state().isForAdmin()));
        String shown = why + "\n" + advice + "\n" + progress.logLines();
        if (!failure.isVisible() || shown.equals(shownFailure)) {
            return;
        }
        shownFailure = shown;
        failure.removeAll();
        if (why != null) {
            Paragraph reason = new Paragraph(why);
            reason.addClassName("run-failure-reason");
            failure.add(reason, new Paragraph(advice == null ? "" : advice));
            lastLines(progress).ifPresent(failure::add);
        }
    }

    private Optional<Pre> lastLines(RunProgress progress) {
        String lines =
                runs.log(progress.run(), Math.max(0, progress.logLines() - LAST_LINES - 1), LAST_LINES + 1).stream()
                        .map(LogLine::line)
                        .filter(line -> !line.startsWith("Failed: ") && !line.startsWith("Unconfirmed: "))
                        .collect(Collectors.joining("\n"));
        if (lines.isBlank()) {
            return Optional.empty();
        }
        Pre last = new Pre(lines);
        last.addClassName("run-last-lines");
        last.getElement().setAttribute("aria-label", "The last lines of the log");
        return Optional.of(last);
    }
}
