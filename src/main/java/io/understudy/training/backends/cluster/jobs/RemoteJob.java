package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.FinalReport;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.StoppableTask;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.jobs.RemoteJobState.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on an engine of the team's own: bears an engine that gives no answer, and reports one end. */
abstract class RemoteJob extends StoppableTask {
    private static final Logger log = LoggerFactory.getLogger(RemoteJob.class);
    protected static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(30);
    private static final int LOOKS_FOR_AN_END = 60;
    /** A submission whose answer was lost may still be under way: its job is there a little later. */
    private static final int LOOKS_FOR_AN_UNSEEN_JOB = 40;

    protected final JobTiming timing;
    protected final BackendJob job;
    protected final RunReporter reporter;
    private final String engine;
    private final Semaphore bell = new Semaphore(0);
    /** Null while nothing of the run can be at the engine. */
    private @Nullable RemoteJobState state;

    private @Nullable Instant awaySince;
    private Instant noted;
    private String said = "";

    /** The job may still bring the result: a resumed run asks for the same one. */
    protected static final class Unfinished extends JobFailure {
        Unfinished(String words, String advice, @Nullable Throwable cause) {
            super(words, advice, cause);
        }
    }

    @FunctionalInterface
    protected interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    RemoteJob(String engine, JobTiming timing, BackendJob job, RunReporter reporter) {
        this.engine = engine;
        this.timing = timing;
        this.job = job;
        this.reporter = reporter;
        this.noted = timing.now();
    }

    /** @param memo of an earlier worker of the run; null when there was none */
    protected abstract void work(@Nullable RemoteJobState memo) throws IOException, InterruptedException;

    /** Of the training, as far as it is known; 0 before the first one. */
    protected abstract int step();

    /** Asks the engine to end all that it has of the run. @return whether nothing of it waits or runs */
    protected abstract boolean ended(RemoteJobState known);

    /** No job at the engine will bring the run's result; what is there is for a resumed run, or for nothing. */
    protected abstract void markOver();

    @Override
    protected final void wake() {
        bell.release();
    }

    @Override
    public void run() {
        try {
            RemoteJobState known = read(job.memo());
            state = known;
            work(known != null && known.stage() == Stage.GIVEN_UP ? endGivenUp(known) : known);
        } catch (Stopped | JobWithdrawn ended) {
            stop();
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            log.info("{} is let go: the server stops", job.name());
        } catch (Unfinished unfinished) {
            report(() -> reporter.unconfirmed(unfinished));
        } catch (JobFailure known) {
            fail(known);
        } catch (IOException | RuntimeException problem) {
            log.warn("{} failed", job.name(), problem);
            String words = "Something unexpected went wrong on this server: " + problem.getMessage();
            report(() -> {
                if (state == null || state.stage() == Stage.OVER) {
                    reporter.failed(
                            new JobFailure(words, "Resume the run; an admin can find more in the log.", problem));
                } else {
                    reporter.unconfirmed(new Unfinished(
                            words, "Resume the run: that asks for the same job at the engine.", problem));
                }
            });
        }
    }

    private static @Nullable RemoteJobState read(@Nullable String memo) {
        try {
            return RemoteJobState.read(memo).orElse(null);
        } catch (IllegalStateException damaged) {
            throw new Unfinished(
                    String.valueOf(damaged.getMessage()),
                    "An admin looks at the engine's list of jobs: if it is there, its id is entered here and the run"
                            + " continues with it; if not, the run is sent again.",
                    damaged);
        }
    }

    /** Before anything else is sent: two trainers would write into one folder. */
    private RemoteJobState endGivenUp(RemoteJobState givenUp) throws IOException, InterruptedException {
        say("Ending the earlier job on " + engine);
        for (int over = 0; over < looksForAnEnd(givenUp); ) {
            over = asked(() -> ended(givenUp)) ? over + 1 : 0;
            pause(timing.every().dividedBy(5));
        }
        RemoteJobState known = givenUp.over();
        state = known;
        reporter.remember(known.text());
        return known;
    }

    private static int looksForAnEnd(RemoteJobState known) {
        return known.job() == null ? LOOKS_FOR_AN_UNSEEN_JOB : 1;
    }

    /** Kept before the engine is asked to start the job: whatever happens then, the job is found by its name. */
    protected final RemoteJobState sending(RemoteJobState sending) {
        resume();
        reporter.sending(sending.text());
        state = sending;
        return sending;
    }

    protected final RemoteJobState accepted(RemoteJobState sent, String id) {
        RemoteJobState known = sent.accepted(id);
        state = known;
        reporter.remember(known.text());
        return known;
    }

    /** Keeps, from time to time, up to where the log is read. */
    protected final void note(RemoteJobState accepted, long logOffset) {
        if (Duration.between(noted, timing.now()).compareTo(BETWEEN_NOTES) >= 0) {
            noted = timing.now();
            reporter.remember(accepted.read(logOffset).text());
        }
    }

    /** The id that a person entered is not that of a job of the run, which may still be there: the person decides again. */
    protected final Unfinished foreign(String words, String advice) {
        RemoteJobState unknown = RemoteJobState.unknown();
        state = unknown;
        reporter.remember(unknown.text());
        return new Unfinished(words, advice, null);
    }

    /** The engine has started nothing. */
    protected final JobFailure refused(RemoteJobState sent, JobFailure why) {
        state = sent.over();
        reporter.notCharged(sent.over().text());
        return why;
    }

    /** The job is over without a result: only another one can bring it. */
    protected final JobFailure over(JobFailure why) {
        if (state != null) {
            state = state.over();
        }
        return why;
    }

    private void fail(JobFailure problem) {
        RemoteJobState known = state;
        if (known == null) {
            report(() -> reporter.failed(problem));
        } else if (known.stage() == Stage.OVER) {
            markOver();
            report(() -> reporter.failed(problem, known.text()));
        } else {
            report(() -> reporter.unconfirmed(problem));
        }
    }

    private void report(Runnable end) {
        if (!FinalReport.send(job.name(), end)) {
            stop();
        }
    }

    /**
     * At a person's wish the job is ended at the engine, and looked at until it is; when only this node lets go, the job
     * continues for the next worker. What cannot be ended now is ended by {@link RemoteBackend#end}.
     */
    private void stop() {
        if (!isCancelled()) {
            return;
        }
        RemoteJobState known = state;
        if (known == null) {
            markOver();
        } else if (known.stage() != Stage.OVER) {
            if (end(known)) {
                markOver();
                remember(known.over());
            } else {
                log.warn("{} is asked later to end job {}", engine, known.name());
            }
        }
        FinalReport.send(job.name(), reporter::cancelled);
    }

    private void remember(RemoteJobState over) {
        try {
            reporter.remember(over.text());
        } catch (JobWithdrawn kept) {
            log.debug("{} is no longer wanted", job.name(), kept);
        }
    }

    private boolean end(RemoteJobState known) {
        int wanted = looksForAnEnd(known);
        int over = 0;
        try {
            for (int looks = 0; looks < LOOKS_FOR_AN_END; looks++) {
                over = ended(known) ? over + 1 : 0;
                if (over == wanted) {
                    return true;
                }
                timing.waiting().await(new Semaphore(0), timing.every().dividedBy(5));
            }
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unanswered) {
            log.warn("Job {} could not be ended at {}", known.name(), engine, unanswered);
        }
        return false;
    }

    protected final void pause(Duration most) throws InterruptedException {
        resume();
        timing.waiting().await(bell, most);
        resume();
    }

    /** Asks until the engine answers; nothing that runs there is lost meanwhile. */
    protected final <T> T asked(Question<T> question) throws IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            resume();
            try {
                T answer = question.ask();
                if (awaySince != null) {
                    awaySince = null;
                    answersAgain();
                }
                return answer;
            } catch (EngineUnreachable away) {
                bear(away);
                pause(timing.afterFailure(failures));
            }
        }
    }

    /** The engine had given no answer for a while: nothing follows from that time. */
    protected void answersAgain() {}

    private void bear(EngineUnreachable away) {
        Instant since = awaySince == null ? timing.now() : awaySince;
        awaySince = since;
        String words = engine + " gives no answer since " + MINUTES.format(since) + ". " + away.words() + " "
                + away.advice()
                + (state == null ? "" : " What runs there continues.");
        if (step() == 0) {
            say(words);
        } else {
            reporter.progress(step(), words);
        }
    }

    protected final void say(String words) {
        if (!words.equals(said)) {
            said = words;
            reporter.preparing(words);
        }
    }
}
