package io.understudy.generation.backends.fal;

import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.fal.FalImageModel.PlacedLora;
import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.StoppableTask;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces.Place;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalRequestMonitor.Watch;
import io.understudy.providers.fal.FalRequestPolling;
import io.understudy.providers.fal.FalStatus;
import io.understudy.providers.fal.FalTicket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One picture: a request of its own, which is sent once and never again while nobody knows what became of it. */
class FalImageRequest {
    private static final Logger log = LoggerFactory.getLogger(FalImageRequest.class);
    private static final String BLACKED_OUT =
            "fal.ai's safety checker blacked this picture out. Another seed or prompt may pass.";
    private static final int WORDS = 500;

    private final FalImageModel drawer;
    private final FalContext fal;
    private final GenerationTask task;
    private final TaskPicture picture;
    private final GenerationReporter reporter;
    private final BooleanSupplier stopped;
    /** Ends what it waits for at the moment. */
    private volatile Runnable bell = () -> {};

    private volatile @Nullable FalTicket ticket;
    private boolean over;

    FalImageRequest(
            FalImageModel drawer,
            FalContext fal,
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
        bell.run();
    }

    static final class Over extends RuntimeException {
        private final FalProblem.Refused why;

        Over(FalProblem.Refused why) {
            super(why);
            this.why = why;
        }

        FalProblem.Refused why() {
            return why;
        }
    }

    /**
     * Brings the picture, or says why it will not come.
     *
     * @throws Over when only another request can bring it
     * @throws FalProblem.Unanswered when its request may still bring it
     * @throws FalProblem.Unconfirmed when nobody knows whether there is a request
     */
    void draw(List<PlacedLora> loras) throws IOException, InterruptedException {
        String handle = picture.handle();
        if (picture.isUnderway() && !FalTicket.isRequestId(String.valueOf(handle))) {
            throw new FalProblem.Unconfirmed("The server went down while a picture was sent to fal.ai.");
        }
        if (picture.isUnderway()) {
            FalTicket request = fal.client().ticket(drawer.model().endpoint(), String.valueOf(handle));
            fal.cancels().withdraw(request);
            try (Place known = fal.places().take()) {
                follow(request, FalRequestPolling.UNKNOWN_LATER);
            }
        } else {
            try (Place free = fal.places().await(this::resume)) {
                follow(send(loras), FalRequestPolling.UNKNOWN_AT_FIRST);
            }
        }
    }

    private FalTicket send(List<PlacedLora> loras) throws InterruptedException {
        try (Watch waits = fal.monitor().watch(task.key())) {
            bell = waits::wake;
            FalTicket accepted = fal.client()
                    .submit(
                            drawer.model().endpoint(),
                            drawer.input(task.settings(), picture.prompt(), picture.seed(), loras),
                            new Submission(),
                            waits);
            ticket = accepted;
            reporter.underway(picture.position(), accepted.requestId());
            return accepted;
        } catch (FalProblem.AnswerLost lost) {
            throw new FalProblem.Unconfirmed(lost.words());
        } finally {
            bell = () -> {};
        }
    }

    private final class Submission implements FalClient.Submission {
        @Override
        public void waiting(FalProblem why, Duration time) {
            reporter.preparing(FalClient.Submission.waitingWords(why, time));
        }

        @Override
        public String sending() {
            resume();
            String reference = UUID.randomUUID().toString();
            reporter.sending(picture.position(), FalClient.Submission.placeholder(reference));
            return reference;
        }

        @Override
        public void notTaken() {
            reporter.notCharged(picture.position());
        }
    }

    private void follow(FalTicket request, Duration unknown) throws IOException, InterruptedException {
        ticket = request;
        try (FalRequestPolling asking = new FalRequestPolling(
                fal.client(),
                fal.monitor(),
                fal.properties(),
                fal.clock(),
                request,
                unknown,
                this::resume,
                trouble -> reporter.preparing("Keeps asking fal.ai for the pictures. " + trouble.words()))) {
            bell = asking::wake;
            FalStatus status = asking.status();
            while (status.stage() != FalStatus.Stage.COMPLETED) {
                asking.pause();
                status = asking.status();
            }
            over = true;
            collect(asking, status);
        } finally {
            bell = () -> {};
        }
    }

    private void collect(FalRequestPolling asking, FalStatus status) throws IOException, InterruptedException {
        if (status.failure().isPresent()) {
            failed(status.failure().get());
            return;
        }
        JsonNode result;
        try {
            result = asking.result(output -> isBlackedOut(output) || asking.mayFetch(address(output)))
                    .output();
        } catch (FalProblem.Refused refused) {
            failed(refused);
            return;
        }
        if (isBlackedOut(result)) {
            refuse(BLACKED_OUT);
            return;
        }
        String type = result.path("images").path(0).path("content_type").asString("image/png");
        copy(asking, address(result), type, status, result);
    }

    private static boolean isBlackedOut(JsonNode output) {
        return output.path("has_nsfw_concepts").path(0).asBoolean(false);
    }

    private static String address(JsonNode output) {
        return output.path("images").path(0).path("url").asString("");
    }

    private void copy(FalRequestPolling asking, String address, String type, FalStatus status, JsonNode result)
            throws IOException, InterruptedException {
        Path file = fal.spool().temporary();
        try {
            asking.download(address, file);
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
        if ("content_policy_violation".equals(problem.type()) || "no_media_generated".equals(problem.type())) {
            refuse(problem.words());
            return;
        }
        throw new Over(problem);
    }

    private void refuse(String words) {
        reporter.refused(picture.position(), Wording.cut(words, WORDS));
    }

    void takeBack() {
        FalTicket request = ticket;
        if (request != null && !over) {
            try {
                fal.cancels().stopNow(request, task.key());
            } catch (RuntimeException problem) {
                // The cancel of the job wrote the wish down, too.
                log.warn("fal.ai is asked later to stop request {}", request.requestId(), problem);
            }
        }
    }

    private void resume() {
        if (stopped.getAsBoolean()) {
            throw new StoppableTask.Stopped();
        }
    }
}
