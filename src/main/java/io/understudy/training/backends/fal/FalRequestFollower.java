package io.understudy.training.backends.fal;

import io.understudy.providers.fal.FalRequestPolling;
import io.understudy.providers.fal.FalStatus;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

class FalRequestFollower {
    private final InstantSource clock;
    private final TrainingSettings settings;
    private final RunReporter reporter;
    private final Runnable goOn;
    private boolean seenFromTheBeginning;
    private @Nullable Instant began;
    private int linesSeen;
    private int step;
    /** That the log said last; a curve of the rate that was set would look measured. */
    private double rate;

    FalRequestFollower(InstantSource clock, TrainingSettings settings, RunReporter reporter, Runnable goOn) {
        this.clock = clock;
        this.settings = settings;
        this.reporter = reporter;
        this.goOn = goOn;
    }

    /** What is followed from now on was sent a moment ago. */
    void seesTheBeginning() {
        seenFromTheBeginning = true;
    }

    /** @throws FalRequestFailure when it ended without a result */
    void untilOver(FalRequestPolling polling) throws InterruptedException {
        while (true) {
            FalStatus status = polling.status();
            goOn.run();
            tell(status);
            if (status.stage() == FalStatus.Stage.COMPLETED) {
                if (status.failure().isPresent()) {
                    throw new FalRequestFailure(status.failure().get(), polling.ticket());
                }
                status.computed().ifPresent(reporter::computed);
                return;
            }
            polling.pause();
        }
    }

    /** Only who saw the beginning knows how long it takes; fal itself says so at the end. */
    private void tellTime() {
        if (!seenFromTheBeginning) {
            return;
        }
        Instant now = clock.instant();
        Instant since = began == null ? now : began;
        began = since;
        if (now.isAfter(since)) {
            reporter.computed(Duration.between(since, now));
        }
    }

    private void tell(FalStatus status) {
        List<String> lines = status.log();
        int before = step;
        lines.stream().skip(linesSeen).forEach(this::tell);
        // An answer may lack the log that an earlier one had.
        linesSeen = Math.max(linesSeen, lines.size());
        switch (status.stage()) {
            case IN_QUEUE -> {
                Integer ahead = status.ahead();
                reporter.preparing(
                        ahead == null
                                ? "Waiting in fal.ai's queue"
                                : ahead == 0
                                        ? "Next in fal.ai's queue"
                                        : "Waiting in fal.ai's queue, " + ahead + " ahead");
            }
            case IN_PROGRESS -> {
                reporter.progress(step, "Training at fal.ai");
                tellTime();
            }
            case COMPLETED -> {
                // What failed is shown with the steps that it made.
                if (step > before) {
                    reporter.progress(step, "Training at fal.ai");
                }
            }
        }
    }

    private void tell(String line) {
        reporter.log(line);
        int done = FalLogReader.stepsDone(line, settings.steps()).orElse(0);
        if (done > step) {
            step = done;
            FalLogReader.loss(line).ifPresent(loss -> {
                rate = FalLogReader.learningRate(line).orElse(rate);
                reporter.point(new MetricReading(done, loss, rate, trained().toMillis() / 1000.0));
            });
        }
    }

    private Duration trained() {
        return began == null ? Duration.ZERO : Duration.between(began, clock.instant());
    }
}
