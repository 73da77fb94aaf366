package io.understudy.providers.fal;

import io.understudy.providers.fal.FalClient.Sleeper;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fal.ai is asked: with the key at its two hosts and at no other, again where that is worth it, and with every kind
 * of problem distinguished.
 */
final class FalHttp {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST_WISH = Duration.ofMinutes(5);
    /** Characters are kept in memory; a log of a long training is far smaller. */
    private static final long LARGEST_ANSWER = 32L << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final FalProperties properties;
    private final Supplier<String> key;
    private final Sleeper pauses;

    FalHttp(FalProperties properties, Supplier<String> key, Sleeper pauses) {
        this.properties = properties;
        this.key = key;
        this.pauses = pauses;
    }

    URI queue(String path) {
        return resolved(properties.queueUrl(), path);
    }

    URI rest(String path) {
        return resolved(properties.restUrl(), path);
    }

    private static URI resolved(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + "/" + path);
    }

    HttpRequest.Builder authorised(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(properties.answerWithin())
                .header("Accept", "application/json")
                .header("Authorization", "Key " + key.get());
    }

    JsonNode ask(HttpRequest.Builder request) {
        return answer(send(request.build()));
    }

    HttpResponse<String> send(HttpRequest request) {
        Duration most = request.timeout().orElseThrow();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
        // The request's own time-out ends with the headers of the answer: here the last byte has to come within it.
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new FalProblem.AnswerLost("fal.ai's answer did not come within " + most.toSeconds() + " s.", slow);
        } catch (ExecutionException failed) {
            throw problem(request, failed.getCause());
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new FalProblem.AnswerLost("The server stopped before fal.ai's answer came.", stopped);
        }
    }

    private static FalProblem problem(HttpRequest request, @Nullable Throwable cause) {
        return cause instanceof ConnectException
                        || cause instanceof HttpConnectTimeoutException
                        || cause instanceof UnknownHostException
                        || (cause != null && cause.getCause() instanceof UnresolvedAddressException)
                ? new FalProblem.NotReached(String.valueOf(request.uri().getHost()), cause)
                : new FalProblem.AnswerLost("The connection to fal.ai broke off before its answer came.", cause);
    }

    JsonNode answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw FalErrorReader.of(status, response.headers(), response.body());
        }
        return json(response.body(), response.request().method().equals("PUT"));
    }

    /** @param optional whether an answer that is no JSON says enough by coming */
    JsonNode json(String body, boolean optional) {
        if (body.isBlank()) {
            return json.createObjectNode();
        }
        try {
            return json.readTree(body);
        } catch (JacksonException nonsense) {
            if (optional) {
                return json.createObjectNode();
            }
            throw new FalProblem.AnswerLost("fal.ai's answer is no JSON.", null);
        }
    }

    /** Asks again where that is worth it; for as long as fal is merely busy up to the given time. */
    <T> T patiently(Duration whileBusy, Supplier<T> question) throws InterruptedException {
        for (Patience patience = new Patience(whileBusy); ; ) {
            try {
                return question.get();
            } catch (FalProblem.Refused refused) {
                if (!refused.isRetryable()) {
                    throw refused;
                }
                pauses.pause(patience.after(refused));
            } catch (FalProblem.NotReached | FalProblem.AnswerLost lost) {
                pauses.pause(patience.after(lost));
            }
        }
    }

    /** How often one call is made again, and after which pauses. */
    static final class Patience {
        private final Duration whileBusy;
        private int tries;
        private Duration waited = Duration.ZERO;

        /** @param whileBusy how long a service that takes no more requests at the moment is waited for */
        Patience(Duration whileBusy) {
            this.whileBusy = whileBusy;
        }

        /**
         * The pause before the next try: twice as long after each up to a minute, or as long as fal itself wishes.
         *
         * @throws FalProblem the problem itself, once another try is not worth it
         */
        Duration after(FalProblem problem) {
            tries++;
            FalProblem.Refused refused = problem instanceof FalProblem.Refused said ? said : null;
            boolean busy = refused != null && refused.isBusy() && waited.compareTo(whileBusy) < 0;
            if ((tries >= TRIES && !busy) || Thread.currentThread().isInterrupted()) {
                throw problem;
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
            if (refused != null) {
                pause = refused.pauseOf(pause, LONGEST_WISH);
            }
            waited = waited.plus(pause);
            return pause;
        }
    }
}
