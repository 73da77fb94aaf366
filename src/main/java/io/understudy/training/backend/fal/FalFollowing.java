package io.understudy.training.backend.fal;

import io.understudy.fal.FalNews.Watch;
import io.understudy.fal.FalProblem;
import io.understudy.fal.FalStatus;
import io.understudy.fal.FalTicket;
import io.understudy.training.backend.RunReporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows a request at fal.ai until it is over, and tells how it stands. */
class FalFollowing {
    private final FalTools fal;
    private final int steps;
    private final RunReporter reporter;
    private final Runnable goOn;
    private volatile @Nullable Watch watch;
    private boolean seenFromTheBeginning;
    private @Nullable Instant began;
    private int linesSeen;
    private int step;

    /**
     * @param steps of the training
     * @param goOn throws when the job shall stop
     */
    FalFollowing(FalTools fal, int steps, RunReporter reporter, Runnable goOn) {
        this.fal = fal;
        this.steps = steps;
        this.reporter = reporter;
        this.goOn = goOn;
    }

    /** Ends a wait for news. */
    void wake() {
        Watch waits = watch;
        if (waits != null) {
            waits.wake();
        }
    }

    /** What is followed from now on was sent a moment ago. */
    void seesTheBeginning() {
        seenFromTheBeginning = true;
    }

    /**
     * Watches the request until it is over.
     *
     * @param mayBeStopped a person asked for the run again after its request had been stopped
     * @return false when it was stopped, at the first look
     */
    boolean untilOver(FalTicket ticket, boolean mayBeStopped) throws InterruptedException {
        try (Watch listening = fal.news().watch(ticket.requestId())) {
            watch = listening;
            return untilOver(ticket, mayBeStopped, listening);
        } finally {
            watch = null;
        }
    }

    private boolean untilOver(FalTicket ticket, boolean mayBeStopped, Watch listening) throws InterruptedException {
        boolean firstLook = true;
        Instant heard = fal.clock().instant();
        while (true) {
            goOn.run();
            FalStatus status;
            try {
                status = fal.client().status(ticket);
                heard = fal.clock().instant();
            } catch (FalProblem.NotReached | FalProblem.AnswerLost unheard) {
                bear(unheard, heard);
                listening.await(fal.properties().pollEvery());
                continue;
            } catch (FalProblem.Refused refused) {
                // The queue's own trouble says nothing about the request.
                if (refused.isFalsFault()) {
                    bear(refused, heard);
                    listening.await(fal.properties().pollEvery());
                    continue;
                }
                if (refused.status() != 404) {
                    throw refused;
                }
                reporter.remember(FalMemo.OVER.text());
                if (mayBeStopped && firstLook) {
                    return false;
                }
                throw refused;
            }
            goOn.run();
            tell(status);
            if (status.stage() == FalStatus.Stage.COMPLETED) {
                if (status.failure().isEmpty()) {
                    status.computed().ifPresent(reporter::computed);
                    return true;
                }
                reporter.remember(FalMemo.OVER.text());
                if (mayBeStopped && firstLook) {
                    return false;
                }
                throw FalWords.of(status.failure().get(), reporter);
            }
            firstLook = false;
            listening.await(fal.properties().pollEvery());
        }
    }

    /** Only who saw the beginning knows how long it takes; fal itself says so at the end. */
    private void tellTime() {
        if (!seenFromTheBeginning) {
            return;
        }
        Instant now = fal.clock().instant();
        Instant since = began == null ? now : began;
        began = since;
        if (now.isAfter(since)) {
            reporter.computed(Duration.between(since, now));
        }
    }

    private void bear(FalProblem unheard, Instant heard) {
        if (Duration.between(heard, fal.clock().instant())
                        .compareTo(fal.properties().giveUpAfter())
                > 0) {
            throw unheard;
        }
        reporter.preparing("fal.ai does not answer; keeps asking");
    }

    private void tell(FalStatus status) {
        List<String> lines = status.log();
        for (String line : lines.subList(Math.min(linesSeen, lines.size()), lines.size())) {
            reporter.log(line);
        }
        linesSeen = lines.size();
        switch (status.stage()) {
            case IN_QUEUE -> {
                Integer ahead = status.ahead();
                reporter.preparing(
                        ahead == null
                                ? "Waits in fal.ai's queue"
                                : ahead == 0
                                        ? "Next in fal.ai's queue"
                                        : "Waits in fal.ai's queue, " + ahead + " ahead");
            }
            case IN_PROGRESS -> {
                step = Math.max(step, FalLog.stepsDone(lines, steps).orElse(0));
                reporter.progress(step, "Training at fal.ai");
                tellTime();
            }
            case COMPLETED -> {}
        }
    }
}
