package io.understudy.providers.fal;

import io.understudy.providers.fal.FalRequestMonitor.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Asks about one request that fal accepted, which costs nothing. Only the model's own word ends the questions: every
 * other trouble, an unknown request and a refused key among it, says nothing about what became of the request. It is
 * asked again after growing pauses, until there was no answer of use for too long.
 */
public final class FalRequestPolling implements AutoCloseable {
    /** fal may need a while until all of it knows a request that it has just accepted. */
    public static final Duration UNKNOWN_AT_FIRST = Duration.ofMinutes(10);

    /** For a request of earlier, which a person wants asked for again. */
    public static final Duration UNKNOWN_LATER = Duration.ofMinutes(1);

    private static final int LONGEST_PAUSE = 12;
    private static final Duration LONGEST_WISH = Duration.ofMinutes(10);

    private final FalClient client;
    private final FalProperties properties;
    private final InstantSource clock;
    private final FalTicket ticket;
    private final Duration unknown;
    private final Runnable goOn;
    private final Consumer<FalProblem> borne;
    private final Watch watch;

    /**
     * @param unknown how long fal may say that it does not know the request
     * @param goOn called before every question; throws when the job should stop
     * @param borne called with every problem that is not final
     */
    public FalRequestPolling(
            FalClient client,
            FalRequestMonitor news,
            FalProperties properties,
            InstantSource clock,
            FalTicket ticket,
            Duration unknown,
            Runnable goOn,
            Consumer<FalProblem> borne) {
        this.client = client;
        this.properties = properties;
        this.clock = clock;
        this.ticket = ticket;
        this.unknown = shorter(unknown, properties.giveUpAfter());
        this.goOn = goOn;
        this.borne = borne;
        this.watch = news.watch(ticket.requestId());
    }

    public FalTicket ticket() {
        return ticket;
    }

    /** @throws FalProblem.Unanswered when fal has not reported its state for too long */
    public FalStatus status() throws InterruptedException {
        return ask(unknown, problem -> false, () -> client.status(ticket));
    }

    /**
     * What the model answered, once the request is completed. Nothing else is the model's own word: what a proxy answers
     * about the state or in place of a file may look like it.
     *
     * @param usable whether an answer has what it must have
     * @throws FalProblem.Refused when the model itself says that there is no result
     * @throws FalProblem.Unanswered when fal has not handed it out for too long
     */
    public FalResult result(Predicate<JsonNode> usable) throws InterruptedException {
        return ask(properties.giveUpAfter(), FalRequestPolling::isTheModels, () -> {
            FalResult result = client.result(ticket);
            if (!usable.test(result.output())) {
                throw new FalProblem.AnswerLost("fal.ai's answer names no result.", null);
            }
            return result;
        });
    }

    /** @throws FalProblem.Unanswered when the file could not be copied for too long */
    public void download(String source, Path target) throws InterruptedException {
        ask(properties.giveUpAfter(), problem -> false, () -> client.downloadOnce(source, target));
    }

    public void pause() throws InterruptedException {
        watch.await(properties.pollEvery());
    }

    public void wake() {
        watch.wake();
    }

    @Override
    public void close() {
        watch.close();
    }

    public boolean mayFetch(String address) {
        return client.mayFetch(address);
    }

    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    private <T> T ask(Duration mostUnknown, Predicate<FalProblem> last, Question<T> question)
            throws InterruptedException {
        Instant silentSince = clock.instant();
        Instant unknownSince = null;
        for (int failures = 0; ; failures++) {
            goOn.run();
            try {
                return question.ask();
            } catch (FalProblem problem) {
                if (last.test(problem)) {
                    throw problem;
                }
                Instant now = clock.instant();
                unknownSince = !isUnknown(problem) ? null : unknownSince == null ? now : unknownSince;
                if (isLonger(silentSince, now, properties.giveUpAfter())
                        || (unknownSince != null && isLonger(unknownSince, now, mostUnknown))) {
                    throw new FalProblem.Unanswered(ticket.requestId(), problem);
                }
                borne.accept(problem);
                watch.await(pauseAfter(failures, problem));
            }
        }
    }

    private static boolean isTheModels(FalProblem problem) {
        return problem instanceof FalProblem.Refused refused && refused.isTheModels();
    }

    private static boolean isUnknown(FalProblem problem) {
        return problem instanceof FalProblem.Refused refused && refused.status() == 404;
    }

    private static boolean isLonger(Instant since, Instant now, Duration most) {
        return Duration.between(since, now).compareTo(most) > 0;
    }

    /** Twice as long after each failure up to a minute, or as long as fal itself wishes. */
    private Duration pauseAfter(int failures, FalProblem problem) {
        Duration pause = properties.pollEvery().multipliedBy(Math.min(LONGEST_PAUSE, 1 << Math.min(failures, 10)));
        return problem instanceof FalProblem.Refused refused ? refused.pauseOf(pause, LONGEST_WISH) : pause;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
