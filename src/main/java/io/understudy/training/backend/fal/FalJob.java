package io.understudy.training.backend.fal;

import io.understudy.fal.FalCancel;
import io.understudy.fal.FalClient;
import io.understudy.fal.FalPolling;
import io.understudy.fal.FalProblem;
import io.understudy.fal.FalTicket;
import io.understudy.training.backend.BackendJob;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.JobUnwanted;
import io.understudy.training.backend.RunReporter;
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

class FalJob {
    private static final Logger log = LoggerFactory.getLogger(FalJob.class);

    private final FalTrainer trainer;
    private final FalTools fal;
    private final FalClient client;
    private final FalFollowing following;
    private final FalCollecting collecting;
    private final BackendJob job;
    private final RunReporter reporter;
    private volatile boolean cancelled;
    private volatile boolean letGo;
    private volatile @Nullable FalTicket ticket;
    private volatile @Nullable FalPolling polling;

    private static final class Stopped extends RuntimeException {}

    FalJob(FalTrainer trainer, FalTools fal, BackendJob job, RunReporter reporter) {
        this.trainer = trainer;
        this.fal = fal;
        this.client = fal.client();
        this.job = job;
        this.reporter = reporter;
        this.following = new FalFollowing(fal.clock(), job.parameters().steps(), reporter, this::goOn);
        this.collecting = new FalCollecting(client, reporter);
    }

    void cancel() {
        cancelled = true;
        wake();
    }

    void letGo() {
        letGo = true;
        wake();
    }

    private void wake() {
        FalPolling waits = polling;
        if (waits != null) {
            waits.wake();
        }
    }

    void run() {
        try {
            work();
        } catch (Stopped stopped) {
            stop();
        } catch (JobUnwanted unwanted) {
            if (cancelled) {
                stop();
            }
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            log.info("{} is let go: the server stops", job.name());
        } catch (BackendProblem known) {
            report(known);
        } catch (FalProblem problem) {
            report(new BackendProblem(problem.words(), problem.advice(), problem));
        } catch (IOException | RuntimeException problem) {
            log.warn("{} failed", job.name(), problem);
            report(new BackendProblem(
                    "Something unexpected went wrong on this server: " + problem.getMessage(),
                    "Resume the run: if fal.ai has accepted it, that asks for the same request and is free.",
                    problem));
        }
    }

    private void work() throws IOException, InterruptedException {
        FalMemo memo = FalMemo.read(job.memo()).orElse(FalMemo.OVER);
        switch (memo.stage()) {
            case OVER -> send();
            case SENDING ->
                throw new AnswerUnknown(
                        "The answer was lost when the run was sent to fal.ai: it is not known whether it arrived.");
            case ACCEPTED -> ticket = ticketOf(memo);
        }
        try (FalPolling asking = new FalPolling(
                client,
                fal.news(),
                fal.properties(),
                fal.clock(),
                ticket(),
                job.askedAgain() && memo.stage() == FalMemo.Stage.ACCEPTED
                        ? FalPolling.UNKNOWN_LATER
                        : FalPolling.UNKNOWN_AT_FIRST,
                this::goOn,
                this::bear)) {
            polling = asking;
            collect(asking, memo.lora());
        } finally {
            polling = null;
        }
    }

    /** @param known the address of the result, where an earlier worker has learned it */
    private void collect(FalPolling asking, @Nullable String known) throws IOException, InterruptedException {
        String lora = known;
        if (lora == null) {
            following.untilOver(asking);
            lora = collecting.result(asking);
        }
        reporter.progress(job.parameters().steps(), "Trained");
        reporter.collecting("Copying the LoRA from fal.ai");
        collecting.copy(asking, lora, this::goOn);
    }

    private void bear(FalProblem trouble) {
        reporter.preparing("Keeps asking fal.ai for the request. " + trouble.words());
    }

    private FalTicket ticketOf(FalMemo memo) {
        FalTicket known = memo.ticket();
        return known != null
                ? known
                : client.ticket(trainer.endpoint(), Objects.requireNonNull(memo.requestId(), "request id"));
    }

    private FalTicket ticket() {
        return Objects.requireNonNull(ticket, "No request was accepted yet");
    }

    /** Packs, uploads, submits. From {@code sending} on, an end without an answer is never followed by a second submit. */
    private void send() throws IOException, InterruptedException {
        goOn();
        ticket = null;
        reporter.preparing("Packing " + job.pictures().size() + " pictures");
        Path zip = Files.createTempFile("fal-dataset", ".zip");
        URI dataset;
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip))) {
                DatasetZip.write(job.pictures(), out);
            }
            goOn();
            reporter.preparing("Sending the dataset to fal.ai, " + Files.size(zip) / 1000 + " kB");
            dataset = fal.files().deliver(zip, "dataset.zip", "application/zip");
        } finally {
            Files.deleteIfExists(zip);
        }
        goOn();
        reporter.sending(FalMemo.SENDING.text());
        FalTicket accepted;
        try {
            accepted =
                    client.submit(trainer.endpoint(), trainer.input(job.parameters(), dataset.toString()), job.key());
        } catch (FalProblem.AnswerLost lost) {
            throw new AnswerUnknown(lost.words());
        } catch (FalProblem refused) {
            reporter.notCharged(FalMemo.OVER.text());
            throw refused;
        }
        ticket = accepted;
        following.seesTheBeginning();
        reporter.remember(FalMemo.accepted(accepted).text());
        reporter.log("fal.ai accepted the run as request " + accepted.requestId());
        goOn();
    }

    private void report(BackendProblem problem) {
        try {
            if (problem instanceof AnswerUnknown || problem.getCause() instanceof FalProblem.Unanswered) {
                reporter.unclear(problem);
            } else if (problem instanceof RequestOver over) {
                reporter.failed(problem, over.memo().text());
            } else {
                reporter.failed(problem);
            }
        } catch (JobUnwanted unwanted) {
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
            if (accepted != null && client.cancel(accepted) == FalCancel.TAKEN_OUT) {
                reporter.notCharged(FalMemo.over(accepted).text());
            }
        } catch (FalProblem problem) {
            log.warn("fal.ai could not be asked to stop request {}: {}", accepted.requestId(), problem.words());
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        }
        reporter.cancelled();
    }

    private void goOn() {
        if (cancelled || letGo) {
            throw new Stopped();
        }
    }

    private static final class AnswerUnknown extends BackendProblem {
        AnswerUnknown(String words) {
            super(
                    words,
                    "An admin checks fal.ai's list of requests: if it is there, its id is entered here and the run"
                            + " continues with it; if not, the run is sent again.",
                    null);
        }
    }
}
