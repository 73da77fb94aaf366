package io.understudy.datasets.captioning;

import io.understudy.billing.ChargeState;
import io.understudy.datasets.captioning.CaptioningRepository.Order;
import io.understudy.datasets.captioning.CaptioningRepository.Waiting;
import io.understudy.datasets.captioning.VisionProblem.Kind;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalFileDelivery;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalPlaces.Place;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.providers.fal.FalRequestMonitor.Watch;
import io.understudy.providers.fal.FalRequestPolling;
import io.understudy.providers.fal.FalResult;
import io.understudy.providers.fal.FalStatus;
import io.understudy.providers.fal.FalTicket;
import io.understudy.storage.SpoolDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Shows pictures to fal's captioners: a paid request for each, which is sent once and never again while nobody knows
 * what became of it.
 */
@Component
class FalCaptionClient {
    private static final int UNPROCESSABLE = 422;

    private final FalClient client;
    private final FalFileDelivery files;
    private final FalPlaces places;
    private final FalRequestMonitor news;
    private final FalProperties properties;
    private final Clock clock;
    private final CaptionCharges charges;
    private final SpoolDirectory spool;

    FalCaptionClient(
            FalClient client,
            FalFileDelivery files,
            FalPlaces places,
            FalRequestMonitor news,
            FalProperties properties,
            Clock clock,
            CaptionCharges charges,
            SpoolDirectory spool) {
        this.client = client;
        this.files = files;
        this.places = places;
        this.news = news;
        this.properties = properties;
        this.clock = clock;
        this.charges = charges;
        this.spool = spool;
    }

    /**
     * A picture that fal is asked about.
     *
     * @param goOn called while it waits; throws when no answer is wanted here at present
     * @param trouble receives why the answer does not come yet
     */
    record Question(
            FalCaptioner captioner,
            String instruction,
            Order order,
            Waiting picture,
            Runnable goOn,
            Consumer<String> trouble) {}

    int atOnce() {
        return places.most();
    }

    /**
     * What the model says about a picture, as it says it.
     *
     * @param jpeg read only for a request that is still to be sent
     * @throws VisionProblem when there is no whole answer
     */
    String describe(Question asked, Supplier<byte[]> jpeg) throws InterruptedException {
        String handle = asked.picture().handle();
        if (handle == null) {
            try (Place free = places.await(asked.goOn())) {
                return follow(asked, send(asked, bring(asked, jpeg.get())), FalRequestPolling.UNKNOWN_AT_FIRST);
            }
        }
        if (!FalTicket.isRequestId(handle)) {
            charges.settle(asked.picture(), ChargeState.UNCONFIRMED, Optional.empty());
            throw problem(
                    Kind.THIS_PICTURE,
                    new FalProblem.Unconfirmed("The server went down while the picture was sent to fal.ai."));
        }
        try (Place known = places.take()) {
            FalTicket ticket = client.ticket(asked.captioner().model().endpoint(), handle);
            return follow(asked, ticket, FalRequestPolling.UNKNOWN_LATER);
        }
    }

    private URI bring(Question asked, byte[] jpeg) throws InterruptedException {
        try {
            Path file = spool.temporary();
            try {
                Files.write(file, jpeg);
                return files.deliver(file, asked.picture().picture().value() + ".jpg", "image/jpeg");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (FalProblem problem) {
            throw problem(kind(problem), problem);
        } catch (IOException full) {
            throw new VisionProblem(
                    Kind.LATER, "This server cannot write a picture for fal.ai: check the space on its disk.", full);
        }
    }

    private FalTicket send(Question asked, URI picture) throws InterruptedException {
        try (Watch bell = news.watch(asked.picture().subject().toString())) {
            FalTicket accepted = client.submit(
                    asked.captioner().model().endpoint(),
                    asked.captioner().input(picture, asked.instruction()),
                    new Submission(asked),
                    bell);
            charges.underway(asked.picture(), accepted.requestId());
            return accepted;
        } catch (FalProblem.AnswerLost lost) {
            charges.settle(asked.picture(), ChargeState.UNCONFIRMED, Optional.empty());
            throw problem(Kind.LOST, new FalProblem.Unconfirmed(lost.words()));
        } catch (FalProblem problem) {
            throw problem(kind(problem), problem);
        }
    }

    private final class Submission implements FalClient.Submission {
        private final Question asked;

        Submission(Question asked) {
            this.asked = asked;
        }

        @Override
        public String sending() {
            asked.goOn().run();
            charges.sending(asked.captioner(), asked.order(), asked.picture());
            return asked.picture().subject().toString();
        }

        @Override
        public void notTaken() {
            charges.notTaken(asked.picture());
        }

        /** The queue waits better: it shows why, and keeps no thread. */
        @Override
        public void waiting(FalProblem why, Duration time) {
            Duration pause = time.compareTo(VisionProblem.USUAL_PAUSE) < 0 ? VisionProblem.USUAL_PAUSE : time;
            throw new VisionProblem(Kind.LATER, VisionClient.brief(why.words()), pause, why);
        }
    }

    private String follow(Question asked, FalTicket ticket, Duration unknown) throws InterruptedException {
        try (FalRequestPolling asking = new FalRequestPolling(
                client,
                news,
                properties,
                clock,
                ticket,
                unknown,
                asked.goOn(),
                trouble -> asked.trouble().accept(VisionClient.brief(trouble.words())))) {
            FalStatus status = asking.status();
            while (status.stage() != FalStatus.Stage.COMPLETED) {
                asking.pause();
                status = asking.status();
            }
            if (status.failure().isPresent()) {
                throw status.failure().get();
            }
            FalResult result = asking.result(JsonNode::isObject);
            charges.settle(asked.picture(), ChargeState.CHARGED, result.billedUnits());
            return FalCaptioner.words(result.output());
        } catch (FalProblem.Refused over) {
            charges.settle(asked.picture(), ChargeState.ASSUMED, over.billedUnits());
            throw problem(Kind.THIS_PICTURE, over);
        } catch (FalProblem.Unanswered unanswered) {
            throw lost(asked, unanswered);
        }
    }

    private VisionProblem lost(Question asked, FalProblem.Unanswered unanswered) {
        boolean unknown = unanswered.getCause() instanceof FalProblem.Refused refused && refused.status() == 404;
        charges.settle(asked.picture(), unknown ? ChargeState.UNCONFIRMED : ChargeState.ASSUMED, Optional.empty());
        return unknown
                ? problem(Kind.THIS_PICTURE, new FalProblem.Unconfirmed(unanswered.words()))
                : problem(Kind.UNANSWERED, unanswered);
    }

    private static Kind kind(FalProblem problem) {
        return switch (problem) {
            case FalProblem.NotConnected _ -> Kind.FOR_AN_ADMIN;
            case FalProblem.Refused refused when refused.isRetryable() -> Kind.LATER;
            case FalProblem.Refused refused ->
                refused.status() == UNPROCESSABLE ? Kind.THIS_PICTURE : Kind.FOR_AN_ADMIN;
            default -> Kind.LATER;
        };
    }

    private static VisionProblem problem(Kind kind, FalProblem problem) {
        return new VisionProblem(kind, VisionClient.brief(problem.words()) + " " + problem.advice(), problem);
    }
}
