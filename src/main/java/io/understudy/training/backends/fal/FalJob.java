package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.ThreadedBackend;
import io.understudy.providers.fal.FalCancelAnswer;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalProblem;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FalJob implements ThreadedBackend.Task {
    private static final Logger log = LoggerFactory.getLogger(FalJob.class);

    private final FalTrainer trainer;
    private final FalTrainerContext fal;
    private final FalClient client;
    private final FalRequestFollower following;
    private final FalResultCollector collecting;
    private final BackendJob job;
    private final RunReporter reporter;
    private volatile boolean cancelled;
    private volatile boolean letGo;
    private volatile @Nullable FalTicket ticket;
    private volatile @Nullable FalRequestPolling polling;

    private static final class Stopped extends RuntimeException {}

    FalJob(FalTrainer trainer, FalTrainerContext fal, BackendJob job, RunReporter reporter) {
        this.trainer = trainer;
        this.fal = fal;
        this.client = fal.client();
        this.job = job;
        this.reporter = reporter;
        this.following = new FalRequestFollower(fal.clock(), job.parameters().steps(), reporter, this::resume);
        this.collecting = new FalResultCollector(client, reporter);
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    @Override
    public void letGo() {
        letGo = true;
        wake();
    }

    private void wake() {
        FalRequestPolling waits = polling;
        if (waits != null) {
            waits.wake();
        }
    }

    @Override
    public void run() {
        try {
            work();
        } catch (Stopped stopped) {
            stop();
        } catch (JobWithdrawn unwanted) {
            if (cancelled) {
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
            report(new JobFailure(
                    "Something unexpected went wrong on this server: " + problem.getMessage(),
                    "Resume the run: if fal.ai has accepted it, that asks for the same request and is free.",
                    problem));
        }
    }

    private void work() throws IOException, InterruptedException {
        FalJobState memo = FalJobState.read(job.memo()).orElse(FalJobState.OVER);
        switch (memo.stage()) {
            case OVER -> send();
            case SENDING ->
                throw new AnswerUnknown(
                        "The answer was lost when the run was sent to fal.ai: it is not known whether it arrived.");
            case ACCEPTED -> ticket = ticketOf(memo);
        }
        try (FalRequestPolling asking = new FalRequestPolling(
                client,
                fal.monitor(),
                fal.properties(),
                fal.clock(),
                ticket(),
                job.askedAgain() && memo.stage() == FalJobState.Stage.ACCEPTED
                        ? FalRequestPolling.UNKNOWN_LATER
                        : FalRequestPolling.UNKNOWN_AT_FIRST,
                this::resume,
                this::bear)) {
            polling = asking;
            collect(asking, memo.lora());
        } finally {
            polling = null;
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

    private FalTicket ticketOf(FalJobState memo) {
        FalTicket known = memo.ticket();
        return known != null
                ? known
                : client.ticket(trainer.model().endpoint(), Objects.requireNonNull(memo.requestId(), "request id"));
    }

    private FalTicket ticket() {
        return Objects.requireNonNull(ticket, "No request was accepted yet");
    }

    /** Packs, uploads, submits. From {@code sending} on, an end without an answer is never followed by a second submit. */
    private void send() throws IOException, InterruptedException {
        resume();
        ticket = null;
        reporter.preparing("Packing " + job.pictures().size() + " pictures");
        Path zip = Files.createTempFile("fal-dataset", ".zip");
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
        resume();
        reporter.sending(FalJobState.SENDING.text());
        FalTicket accepted;
        try {
            accepted = client.submit(
                    trainer.model().endpoint(), trainer.input(job.parameters(), dataset.toString()), job.key());
        } catch (FalProblem.AnswerLost lost) {
            throw new AnswerUnknown(lost.words());
        } catch (FalProblem refused) {
            reporter.notCharged(FalJobState.OVER.text());
            throw refused;
        }
        ticket = accepted;
        following.seesTheBeginning();
        reporter.remember(FalJobState.accepted(accepted).text());
        reporter.log("fal.ai accepted the run as request " + accepted.requestId());
        resume();
    }

    private void report(JobFailure problem) {
        try {
            if (problem instanceof AnswerUnknown || problem.getCause() instanceof FalProblem.Unanswered) {
                reporter.unconfirmed(problem);
            } else if (problem instanceof FalRequestFailure over) {
                reporter.failed(problem, over.memo().text());
            } else {
                reporter.failed(problem);
            }
        } catch (JobWithdrawn unwanted) {
            log.info("{} is no longer wanted here", job.name());
        } catch (RuntimeException unheard) {
            // Without an answer the lease runs out, and the run is taken up again.
            log.warn("The end of {} could not be reported", job.name(), unheard);
        }
    }

    /**
     * At a person's wish fal is asked to stop; when only this node lets go, the request continues for the next worker.
     */
    private void stop() {
        if (!cancelled) {
            return;
        }
        FalTicket accepted = ticket;
        try {
            if (accepted != null && client.cancel(accepted) == FalCancelAnswer.TAKEN_OUT) {
                reporter.notCharged(FalJobState.over(accepted).text());
            }
        } catch (FalProblem problem) {
            log.warn("fal.ai could not be asked to stop request {}: {}", accepted.requestId(), problem.words());
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        }
        reporter.cancelled();
    }

    private void resume() {
        if (cancelled || letGo) {
            throw new Stopped();
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
