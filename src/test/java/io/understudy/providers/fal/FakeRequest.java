package io.understudy.providers.fal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that {@link FakeFal} accepted. It moves one stage on with every look at its status. */
public final class FakeRequest {
    public final String id = UUID.randomUUID().toString();
    public final String endpoint;
    public final JsonNode input;
    private final Optional<URI> webhook;
    private final int steps;
    private final Instant born = Instant.now();
    private int ahead = 1;
    private int done;
    private boolean cancelled;
    private boolean takenOut;
    private String error = "";
    private String errorType = "";
    private boolean expired;
    private boolean blackedOut;
    private boolean keptQueued;
    private boolean quiet;

    FakeRequest(String endpoint, JsonNode input, Optional<URI> webhook) {
        this.endpoint = endpoint;
        this.input = input;
        this.webhook = webhook;
        this.steps = input.path("steps").asInt(1);
    }

    /** Where a message should go when it is over. */
    public Optional<URI> webhook() {
        return webhook;
    }

    /** Nothing more is computed for it. */
    public synchronized boolean isOver() {
        return cancelled || done >= steps || !error.isEmpty() || !errorType.isEmpty();
    }

    /** Whether it has brought, or will bring, a result. */
    public synchronized boolean delivers() {
        return !cancelled && !expired && error.isEmpty() && errorType.isEmpty();
    }

    /** It was taken out of the queue: nothing was computed. */
    public synchronized boolean isTakenOut() {
        return takenOut;
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    public synchronized void fail(String words, String type) {
        error = words;
        errorType = type;
    }

    /** The safety checker does not like its picture. */
    public synchronized void blackOut() {
        blackedOut = true;
    }

    /** Its result is thrown away. */
    public synchronized void expire() {
        expired = true;
    }

    /** Waits in the queue permanently. */
    public synchronized void stayQueued() {
        keptQueued = true;
        ahead = Math.max(0, ahead);
        done = 0;
    }

    /** Over at the next look. */
    public synchronized void finish() {
        keptQueued = false;
        ahead = -1;
        done = steps;
    }

    /** As {@link #finish}, without a line of log. */
    synchronized void finishQuietly() {
        finish();
        quiet = true;
    }

    synchronized boolean isBlackedOut() {
        return blackedOut;
    }

    /** Why there is no result; empty when there is one. */
    synchronized Optional<FakeAnswer> withoutResult() {
        if (expired) {
            return Optional.of(FakeAnswer.of(404, "{\"detail\":\"Result expired\"}"));
        }
        return done < steps
                ? Optional.of(FakeAnswer.of(400, "{\"detail\":\"Request is still in progress\"}"))
                : Optional.empty();
    }

    /**
     * Takes a look, and moves on.
     *
     * @param answer with the addresses of the request
     * @param pauseAt the step beyond which no training gets
     * @param pace how long a request takes, for people who watch; null for one stage with each look
     */
    synchronized FakeAnswer look(ObjectNode answer, int pauseAt, @Nullable Duration pace) {
        if (pace != null && !keptQueued) {
            keepPace(pace, pauseAt);
        }
        answer.putArray("logs");
        for (int step = 1; step <= done && !quiet; step++) {
            answer.withArray("logs")
                    .addObject()
                    .put(
                            "message",
                            "training: %d/%d [00:00<00:00, 4.1it/s, lr: 4.0e-04 loss: %.3e]"
                                    .formatted(step, steps, 1.0 / step))
                    .put("level", "STDERR")
                    .put("source", "USER")
                    .put("timestamp", "2026-01-31T10:00:00.123456+00:00");
        }
        boolean failed = !error.isEmpty() || !errorType.isEmpty();
        if (cancelled || failed || done >= steps) {
            return completed(answer, failed);
        }
        if (ahead >= 0) {
            answer.put("status", "IN_QUEUE").put("queue_position", ahead);
            ahead -= keptQueued ? 0 : 1;
            return FakeAnswer.of(202, answer.toString());
        }
        if (done < pauseAt && pace == null) {
            done++;
        }
        answer.put("status", "IN_PROGRESS");
        return FakeAnswer.of(202, answer.toString());
    }

    private FakeAnswer completed(ObjectNode answer, boolean failed) {
        answer.put("status", "COMPLETED");
        answer.putObject("metrics").put("inference_time", 12.5);
        if (cancelled) {
            answer.put("error", "Request was cancelled").put("error_type", "client_cancelled");
        } else if (failed) {
            answer.put("error", error).put("error_type", errorType);
        }
        return FakeAnswer.of(200, answer.toString());
    }

    private void keepPace(Duration pace, int pauseAt) {
        Duration age = Duration.between(born, Instant.now());
        double share = Math.min(1, (double) age.toMillis() / pace.toMillis());
        ahead = share < 0.1 ? 1 : -1;
        done = share < 0.1 ? 0 : Math.max(done, Math.min(pauseAt, (int) (steps * share)));
    }

    synchronized FakeAnswer cancel() {
        if (done >= steps) {
            return FakeAnswer.of(400, "{\"status\":\"ALREADY_COMPLETED\"}");
        }
        takenOut = takenOut || ahead >= 0;
        cancelled = true;
        return ahead >= 0
                ? FakeAnswer.of(200, "{\"status\":\"OK\"}")
                : FakeAnswer.of(202, "{\"status\":\"CANCELLATION_REQUESTED\"}");
    }
}
