package io.understudy.generation.backend.fal;

import io.understudy.fal.FalNews.Watch;
import io.understudy.fal.FalProblem;
import io.understudy.fal.FalStatus;
import io.understudy.fal.FalTicket;
import io.understudy.generation.backend.GenerationReporter;
import io.understudy.generation.backend.GenerationTask;
import io.understudy.generation.backend.GenerationTask.TaskPicture;
import io.understudy.generation.backend.fal.FalDrawer.PlacedLora;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One picture: a request of its own, which is sent once and never again while nobody knows what became of it. */
class FalPicture {
    private static final Logger log = LoggerFactory.getLogger(FalPicture.class);
    /** Stands in place of fal's name of the request from the moment before it is sent until fal's answer is there. */
    static final String SENDING = "sending";

    private static final String BLACKED_OUT =
            "fal.ai's safety checker blacked this picture out. Another seed or prompt may pass.";
    private static final String MAY_BE_PAID =
            " It may have been drawn and paid, so it is not sent again by itself; ask for it anew where you miss it.";
    private static final int WORDS = 500;

    private final FalDrawer drawer;
    private final FalGeneration.Tools fal;
    private final GenerationTask task;
    private final TaskPicture picture;
    private final GenerationReporter reporter;
    private final BooleanSupplier stopped;
    private volatile @Nullable Watch watch;
    private volatile @Nullable FalTicket ticket;
    private boolean over;

    FalPicture(
            FalDrawer drawer,
            FalGeneration.Tools fal,
            GenerationTask task,
            TaskPicture picture,
            GenerationReporter reporter,
            BooleanSupplier stopped) {
        this.drawer = drawer;
        this.fal = fal;
        this.task = task;
        this.picture = picture;
        this.reporter = reporter;
        this.stopped = stopped;
    }

    void wake() {
        Watch waits = watch;
        if (waits != null) {
            waits.wake();
        }
    }

    void draw(List<PlacedLora> loras) throws IOException, InterruptedException {
        String handle = picture.handle();
        if (SENDING.equals(handle)) {
            refuse("The server went down while this picture was sent to fal.ai." + MAY_BE_PAID);
            return;
        }
        FalTicket request =
                handle == null || handle.isBlank() ? send(loras) : fal.client().ticket(drawer.endpoint(), handle);
        if (request != null) {
            ticket = request;
            follow(request);
        }
    }

    /** @return null when the picture is refused already */
    private @Nullable FalTicket send(List<PlacedLora> loras) throws InterruptedException {
        goOn();
        reporter.sending(picture.position(), SENDING);
        try {
            FalTicket accepted = fal.client()
                    .submit(
                            drawer.endpoint(),
                            drawer.input(task.settings(), picture.prompt(), picture.seed(), loras),
                            task.key());
            reporter.underway(picture.position(), accepted.requestId());
            return accepted;
        } catch (FalProblem.AnswerLost lost) {
            refuse(lost.words() + MAY_BE_PAID);
            return null;
        } catch (FalProblem nothingSent) {
            reporter.notCharged(picture.position());
            throw nothingSent;
        }
    }

    private void follow(FalTicket request) throws IOException, InterruptedException {
        try (Watch listening = fal.news().watch(request.requestId())) {
            watch = listening;
            Instant heard = fal.clock().instant();
            while (true) {
                goOn();
                FalStatus status;
                try {
                    status = fal.client().status(request);
                    heard = fal.clock().instant();
                } catch (FalProblem.Refused refused) {
                    if (refused.status() == 404) {
                        over = true;
                        refuse("fal.ai does not know the request of this picture any more." + MAY_BE_PAID);
                        return;
                    }
                    // The queue's own trouble says nothing about the request.
                    if (!refused.isFalsFault()) {
                        throw refused;
                    }
                    bear(refused, heard);
                    listening.await(fal.properties().pollEvery());
                    continue;
                } catch (FalProblem unheard) {
                    bear(unheard, heard);
                    listening.await(fal.properties().pollEvery());
                    continue;
                }
                if (status.stage() == FalStatus.Stage.COMPLETED) {
                    over = true;
                    collect(request, status);
                    return;
                }
                listening.await(fal.properties().pollEvery());
            }
        } finally {
            watch = null;
        }
    }

    private void bear(FalProblem unheard, Instant heard) {
        Duration silent = Duration.between(heard, fal.clock().instant());
        if (unheard instanceof FalProblem.NotConnected
                || silent.compareTo(fal.properties().giveUpAfter()) > 0) {
            throw unheard;
        }
    }

    private void collect(FalTicket request, FalStatus status) throws IOException, InterruptedException {
        if (status.failure().isPresent()) {
            failed(status.failure().get());
            return;
        }
        JsonNode result;
        try {
            result = fal.client().result(request).output();
        } catch (FalProblem.Refused refused) {
            if (refused.status() == 404) {
                refuse("fal.ai has thrown this picture away before it was copied. It keeps results for less than an"
                        + " hour.");
            } else {
                failed(refused);
            }
            return;
        }
        JsonNode image = result.path("images").path(0);
        if (result.path("has_nsfw_concepts").path(0).asBoolean(false)) {
            refuse(BLACKED_OUT);
            return;
        }
        String address = image.path("url").asString("");
        if (address.isEmpty()) {
            refuse("fal.ai's answer names no picture.");
            return;
        }
        copy(address, image.path("content_type").asString("image/png"), status, result);
    }

    private void copy(String address, String type, FalStatus status, JsonNode result)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("fal-picture", ".png");
        try {
            fal.client().download(URI.create(address), file);
            double seconds = status.computed()
                    .map(time -> time.toMillis() / 1000.0)
                    .orElseGet(() -> result.path("timings").path("inference").asDouble(drawer.secondsPerPicture()));
            reporter.drawn(picture.position(), Files.readAllBytes(file), type, Math.max(0.001, seconds));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What concerns this prompt alone refuses this picture; everything else would meet the next one as well. */
    private void failed(FalProblem.Refused problem) {
        if (problem.isFalsFault()) {
            reporter.notCharged(picture.position());
            throw problem;
        }
        if ("content_policy_violation".equals(problem.type()) || "no_media_generated".equals(problem.type())) {
            refuse(problem.words());
            return;
        }
        // So that the next attempt asks anew instead of looking at the failed request again.
        reporter.underway(picture.position(), "");
        throw problem;
    }

    private void refuse(String words) {
        reporter.refused(picture.position(), words.length() <= WORDS ? words : words.substring(0, WORDS - 1) + "…");
    }

    /** Asks fal not to draw it any more, at a person's wish. */
    void takeBack() {
        FalTicket request = ticket;
        if (request == null || over) {
            return;
        }
        try {
            fal.client().cancel(request);
        } catch (FalProblem problem) {
            log.warn("fal.ai could not be asked to stop request {}: {}", request.requestId(), problem.words());
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn() {
        if (stopped.getAsBoolean()) {
            throw new FalDrawing.Stopped();
        }
    }
}
