package io.understudy.providers.fal;

import java.io.IOException;
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
import java.util.function.Supplier;
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
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

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
        String host = String.valueOf(request.uri().getHost());
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException | UnknownHostException unreached) {
            throw new FalProblem.NotReached(host, unreached);
        } catch (IOException lost) {
            if (lost.getCause() instanceof UnresolvedAddressException) {
                throw new FalProblem.NotReached(host, lost);
            }
            throw new FalProblem.AnswerLost("The connection to fal.ai broke off before its answer came.", lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FalProblem.AnswerLost("The server stopped before fal.ai's answer came.", stopped);
        }
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

    <T> T patiently(Supplier<T> question) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (FalProblem.NotReached | FalProblem.AnswerLost lost) {
                giveUpOrPause(attempt, lost);
            } catch (FalProblem.Refused refused) {
                if (!refused.isRetryable()) {
                    throw refused;
                }
                giveUpOrPause(attempt, refused);
            }
        }
    }

    void giveUpOrPause(int attempt, FalProblem problem) throws InterruptedException {
        if (attempt >= TRIES || Thread.currentThread().isInterrupted()) {
            throw problem;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
        Duration wish = problem instanceof FalProblem.Refused refused ? refused.retryAfter() : null;
        pauses.pause(
                wish == null || wish.compareTo(pause) < 0
                        ? pause
                        : wish.compareTo(LONGEST_PAUSE) < 0 ? wish : LONGEST_PAUSE);
    }
}
