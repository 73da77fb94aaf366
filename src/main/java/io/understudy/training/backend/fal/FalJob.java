package io.understudy.training.backend.fal;

import io.understudy.fal.FalCancel;
import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalNews.Watch;
import io.understudy.fal.FalProblem;
import io.understudy.fal.FalStatus;
import io.understudy.fal.FalTicket;
import io.understudy.safetensors.MalformedSafetensorsException;
import io.understudy.safetensors.SafetensorsFile;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One run at fal.ai, from the zip to the copied LoRA, driven by the thread that calls {@link #run}. */
class FalJob {
    private static final Logger log = LoggerFactory.getLogger(FalJob.class);

    private final FalTrainer trainer;
    private final FalClient client;
    private final FalDelivery files;
    private final FalNews news;
    private final Duration pollEvery;
    private final Duration giveUpAfter;
    private final BackendJob job;
    private final RunReporter reporter;
    private volatile boolean cancelled;
    private volatile boolean letGo;
    private volatile @Nullable Watch watch;
    private @Nullable FalTicket ticket;
    private int linesSeen;
    private int step;

    /** Somebody asked this job to stop, or this node lets it go. */
    private static final class Stopped extends RuntimeException {}

    FalJob(FalTrainer trainer, FalTools fal, BackendJob job, RunReporter reporter) {
        this.trainer = trainer;
        this.client = fal.client();
        this.files = fal.files();
        this.news = fal.news();
        this.pollEvery = fal.properties().pollEvery();
        this.giveUpAfter = fal.properties().giveUpAfter();
        this.job = job;
        this.reporter = reporter;
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
        Watch waits = watch;
        if (waits != null) {
            waits.wake();
        }
    }

    /** Works to the end, and says the last word unless this node lets the job go. */
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
            report(inWords(problem));
        } catch (IOException | RuntimeException problem) {
            log.warn("{} failed", job.name(), problem);
            report(new BackendProblem(
                    "Something unexpected went wrong on this server: " + problem.getMessage(),
                    "Resume the run: it looks for the same request at fal.ai and pays nothing twice.",
                    problem));
        }
    }

    private void work() throws IOException, InterruptedException {
        FalMemo memo = FalMemo.read(job.memo()).orElse(FalMemo.OVER);
        switch (memo.stage()) {
            case OVER -> send();
            case SENDING ->
                throw new AnswerUnknown(
                        "The server went down while the run was sent to fal.ai: nobody knows whether it arrived.");
            case ACCEPTED -> ticket = ticketOf(memo);
        }
        String lora = memo.lora();
        if (lora == null) {
            boolean over = follow(memo.stage() == FalMemo.Stage.ACCEPTED && job.askedAgain());
            if (!over) {
                reporter.log("fal.ai had stopped the earlier request; sending the run anew");
                send();
                follow(false);
            }
            lora = result();
        }
        reporter.progress(job.parameters().steps(), "Trained");
        reporter.collecting("Copying the LoRA from fal.ai");
        copy(lora);
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
            dataset = files.deliver(zip, "dataset.zip", "application/zip");
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
            reporter.notCharged();
            reporter.remember(FalMemo.OVER.text());
            throw refused;
        }
        ticket = accepted;
        reporter.remember(FalMemo.accepted(accepted).text());
        reporter.log("fal.ai accepted the run as request " + accepted.requestId());
        goOn();
    }

    /**
     * Watches the request until it is over.
     *
     * @param mayBeStopped a person asked for the run again after its request had been stopped
     * @return false when it was stopped, at the first look
     */
    private boolean follow(boolean mayBeStopped) throws InterruptedException {
        try (Watch listening = news.watch(ticket().requestId())) {
            watch = listening;
            return follow(mayBeStopped, listening);
        } finally {
            watch = null;
        }
    }

    private boolean follow(boolean mayBeStopped, Watch listening) throws InterruptedException {
        boolean firstLook = true;
        Duration silent = Duration.ZERO;
        while (true) {
            goOn();
            FalStatus status;
            try {
                status = client.status(ticket());
                silent = Duration.ZERO;
            } catch (FalProblem.NotReached | FalProblem.AnswerLost unheard) {
                silent = silent.plus(pollEvery);
                if (silent.compareTo(giveUpAfter) > 0) {
                    throw unheard;
                }
                reporter.preparing("fal.ai does not answer; keeps asking");
                listening.await(pollEvery);
                continue;
            } catch (FalProblem.Refused refused) {
                if (refused.status() != 404) {
                    throw refused;
                }
                reporter.remember(FalMemo.OVER.text());
                if (mayBeStopped && firstLook) {
                    return false;
                }
                throw refused;
            }
            goOn();
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
                throw failed(status.failure().get());
            }
            firstLook = false;
            listening.await(pollEvery);
        }
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
                step = Math.max(
                        step, FalLog.stepsDone(lines, job.parameters().steps()).orElse(0));
                reporter.progress(step, "Training at fal.ai");
            }
            case COMPLETED -> {}
        }
    }

    private String result() throws InterruptedException {
        JsonNode result;
        try {
            result = client.result(ticket());
        } catch (FalProblem.Refused refused) {
            reporter.remember(FalMemo.OVER.text());
            if (refused.status() == 404) {
                throw new BackendProblem(
                        "fal.ai has thrown the result away: it keeps it for less than an hour, and this server did not"
                                + " ask in time.",
                        "Look for the file in fal.ai's own list of requests, or launch the run again.",
                        refused);
            }
            throw failed(refused);
        }
        String lora = result.path("diffusers_lora_file").path("url").asString("");
        if (lora.isEmpty()) {
            throw new BackendProblem(
                    "fal.ai's result names no LoRA file.",
                    "Look at request " + ticket().requestId() + " in fal.ai's own list.",
                    null);
        }
        // The file outlives the answer that names it: a crash from here on loses nothing.
        reporter.remember(FalMemo.accepted(ticket()).delivered(lora).text());
        config(result.path("config_file").path("url").asString(""));
        return lora;
    }

    /** The config is of interest, not needed: the LoRA is not lost for its sake. */
    private void config(String address) throws InterruptedException {
        if (address.isEmpty()) {
            return;
        }
        try {
            Path file = Files.createTempFile("fal-config", ".json");
            try {
                client.download(URI.create(address), file);
                reporter.config(Files.readString(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (FalProblem | IOException | IllegalArgumentException missing) {
            reporter.log("The trainer's config could not be copied: " + missing.getMessage());
        }
    }

    private void copy(String lora) throws IOException, InterruptedException {
        Path file = Files.createTempFile("fal-lora", ".safetensors");
        try {
            client.download(URI.create(lora), file);
            try (SafetensorsFile checked = SafetensorsFile.open(file)) {
                reporter.log("Copied " + Files.size(file) + " bytes with "
                        + checked.tensors().size() + " tensors");
            } catch (MalformedSafetensorsException broken) {
                throw new BackendProblem(
                        "What fal.ai delivered is no LoRA file: " + broken.getMessage(),
                        "Resume the run to copy it again; if it stays, look at the request in fal.ai's own list.",
                        broken);
            }
            goOn();
            reporter.finished(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private BackendProblem failed(FalProblem.Refused refused) {
        if (refused.isFalsFault()) {
            reporter.notCharged();
        }
        return inWords(refused);
    }

    private static BackendProblem inWords(FalProblem problem) {
        return new BackendProblem(problem.words(), problem.advice(), problem);
    }

    private void report(BackendProblem problem) {
        try {
            if (problem instanceof AnswerUnknown) {
                reporter.unclear(problem);
            } else {
                reporter.failed(problem);
            }
        } catch (JobUnwanted unwanted) {
            log.info("{} is not wanted here any more", job.name());
        } catch (RuntimeException unheard) {
            // Without an answer the lease runs out, and the run is taken up again.
            log.warn("The end of {} could not be reported", job.name(), unheard);
        }
    }

    /** At a person's wish fal is asked to stop; when only this node lets go, the request goes on for the next worker. */
    private void stop() {
        if (!cancelled) {
            return;
        }
        FalTicket accepted = ticket;
        try {
            if (accepted != null && client.cancel(accepted) == FalCancel.TAKEN_OUT) {
                reporter.notCharged();
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

    /** The submit may have been accepted. */
    private static final class AnswerUnknown extends BackendProblem {
        AnswerUnknown(String words) {
            super(
                    words,
                    "An admin looks into fal.ai's list of requests: if it is there, its id is entered here and the run"
                            + " goes on with it; if not, the run is sent again.",
                    null);
        }
    }
}
