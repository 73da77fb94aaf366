package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.FinalReport;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.StoppableTask;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces.Place;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalRequestMonitor.Watch;
import io.understudy.providers.fal.FalRequestPolling;
import io.understudy.providers.fal.FalTicket;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FalJob extends StoppableTask {
    private static final Logger log = LoggerFactory.getLogger(FalJob.class);

    private final FalTrainer trainer;
    private final FalContext fal;
    private final FalClient client;
    private final FalRequestFollower following;
    private final FalResultCollector collecting;
    private final BackendJob job;
    private final RunReporter reporter;
    private volatile @Nullable FalTicket ticket;
    /** Ends what it waits for at the moment. */
    private volatile Runnable bell = () -> {};
    /** Whether there may be a request at fal: what nobody foresaw is then no failure of the run. */
    private boolean maybeAccepted;

    FalJob(FalTrainer trainer, FalContext fal, BackendJob job, RunReporter reporter) {
        this.trainer = trainer;
        this.fal = fal;
        this.client = fal.client();
        this.job = job;
        this.reporter = reporter;
        this.following = new FalRequestFollower(fal.clock(), job.parameters(), reporter, this::resume);
        this.collecting = new FalResultCollector(client, fal.spool(), reporter);
    }

    @Override
    protected void wake() {
        bell.run();
    }

    @Override
    public void run() {
        try {
            work();
        } catch (Stopped stopped) {
            stop();
        } catch (JobWithdrawn unwanted) {
            if (isCancelled()) {
                stop();
            }
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            log.info("{} is let go: the server stops", job.name());
        } catch (JobFailure known) {
            report(known);
        } catch (FalProblem problem) {
            report(new JobFailure(problem.words(), problem.advice(), problem));
        } catch (IOException | RuntimeException problem) {
            log.warn("{} failed", job.name(), problem);
            String words = "Something unexpected went wrong on this server: " + problem.getMessage();
            report(
                    !maybeAccepted
                            ? new JobFailure(words, "Resume the run; an admin can find more in the log.", problem)
                            : ticket == null
                                    ? new AnswerUnknown(words)
                                    : new Unfinished(
                                            words,
                                            "Resume the run: that asks for the same request, which is" + " free.",
                                            problem));
        }
    }

    private void work() throws IOException, InterruptedException {
        FalJobState memo = FalJobState.read(job.memo()).orElse(FalJobState.OVER);
        // The queue has counted it already.
        try (Place counted = fal.places().take()) {
            switch (memo.stage()) {
                case OVER -> send();
                case SENDING ->
                    throw new AnswerUnknown(
                            "The answer was lost when the run was sent to fal.ai: it is not known whether it arrived.");
                case ACCEPTED -> takeUp(memo);
            }
            follow(memo);
        }
    }

    private void takeUp(FalJobState memo) {
        FalTicket known = memo.ticket() != null
                ? memo.ticket()
                : client.ticket(trainer.model().endpoint(), Objects.requireNonNull(memo.requestId(), "request id"));
        ticket = known;
        maybeAccepted = true;
        fal.cancels().withdraw(known);
    }

    private void follow(FalJobState memo) throws IOException, InterruptedException {
        try (FalRequestPolling asking = new FalRequestPolling(
                client,
                fal.monitor(),
                fal.properties(),
                fal.clock(),
                Objects.requireNonNull(ticket, "No request was accepted yet"),
                job.askedAgain() && memo.stage() == FalJobState.Stage.ACCEPTED
                        ? FalRequestPolling.UNKNOWN_LATER
                        : FalRequestPolling.UNKNOWN_AT_FIRST,
                this::resume,
                this::bear)) {
            bell = asking::wake;
            collect(asking, memo.lora());
        } finally {
            bell = () -> {};
        }
    }

    /** @param known the address of the result, where an earlier worker has learned it */
    private void collect(FalRequestPolling asking, @Nullable String known) throws IOException, InterruptedException {
        String lora = known;
        if (lora == null) {
            following.untilOver(asking);
            lora = collecting.result(asking);
        }
        reporter.progress(job.parameters().steps(), "Trained");
        reporter.collecting("Copying the LoRA from fal.ai");
        collecting.copy(asking, lora, this::resume);
    }

    private void bear(FalProblem trouble) {
        reporter.preparing("Keeps asking fal.ai for the request. " + trouble.words());
    }

    /** Packs, uploads, submits. From {@code sending} on, an end without an answer is never followed by a second submit. */
    private void send() throws IOException, InterruptedException {
        resume();
        ticket = null;
        reporter.preparing("Packing " + job.pictures().size() + " pictures");
        Path zip = fal.spool().temporary();
        URI dataset;
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip))) {
                DatasetZip.write(job.pictures(), out);
            }
            resume();
            reporter.preparing("Sending the dataset to fal.ai, " + Files.size(zip) / 1000 + " kB");
            dataset = fal.files().deliver(zip, "dataset.zip", "application/zip");
        } finally {
            Files.deleteIfExists(zip);
        }
        FalTicket accepted = submit(dataset);
        ticket = accepted;
        following.seesTheBeginning();
        reporter.remember(FalJobState.accepted(accepted).text());
        reporter.log("fal.ai accepted the run as request " + accepted.requestId());
        resume();
    }

    private FalTicket submit(URI dataset) throws InterruptedException {
        try (Watch waits = fal.monitor().watch(job.key())) {
            bell = waits::wake;
            return client.submit(
                    trainer.model().endpoint(),
                    trainer.input(job.parameters(), dataset.toString()),
                    new Submission(),
                    waits);
        } catch (FalProblem.AnswerLost lost) {
            throw new AnswerUnknown(lost.words());
        } finally {
            bell = () -> {};
        }
    }

    private final class Submission implements FalClient.Submission {
        @Override
        public String sending() {
            resume();
            reporter.sending(FalJobState.SENDING.text());
            maybeAccepted = true;
            return job.key();
        }

        @Override
        public void notTaken() {
            reporter.notCharged(FalJobState.OVER.text());
            maybeAccepted = false;
        }

        @Override
        public void waiting(FalProblem why, Duration time) {
            reporter.preparing(FalClient.Submission.waitingWords(why, time));
        }
    }

    private void report(JobFailure problem) {
        FinalReport.send(job.name(), () -> {
            if (problem instanceof AnswerUnknown
                    || problem instanceof Unfinished
                    || problem.getCause() instanceof FalProblem.Unanswered) {
                reporter.unconfirmed(problem);
            } else if (problem instanceof FalRequestFailure over) {
                reporter.failed(problem, over.memo().text());
            } else {
                reporter.failed(problem);
            }
        });
    }

    /**
     * At a person's wish fal is asked to stop; when only this node lets go, the request continues for the next worker.
     */
    private void stop() {
        if (!isCancelled()) {
            return;
        }
        FalTicket accepted = ticket;
        if (accepted != null) {
            try {
                fal.cancels().stopNow(accepted, job.key());
            } catch (RuntimeException problem) {
                // The cancel of the run wrote the wish down, too.
                log.warn("fal.ai is asked later to stop request {}", accepted.requestId(), problem);
            }
        }
        FinalReport.send(job.name(), reporter::cancelled);
    }

    /** Its request may still bring the result. */
    private static final class Unfinished extends JobFailure {
        Unfinished(String words, String advice, Throwable cause) {
            super(words, advice, cause);
        }
    }

    private static final class AnswerUnknown extends JobFailure {
        AnswerUnknown(String words) {
            super(
                    words,
                    "An admin checks fal.ai's list of requests: if it is there, its id is entered here and the run"
                            + " continues with it; if not, the run is sent again.",
                    null);
        }
    }
}
