package io.understudy.training.backends.cluster.aitoolkit;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineHttp;
import io.understudy.training.backends.cluster.EngineHttp.Answer;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The server that comes with ai-toolkit. It runs jobs of a queue per set of cards, keeps its files itself, and changes
 * states by GET. Every method throws {@link EngineUnreachable} when there is no usable answer, after which it is called
 * again.
 */
public final class AiToolkitClient {
    private static final int CONFLICT = 409;
    /** The server would silently change other names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final Pattern CARDS = Pattern.compile("\\d+(,\\d+)*");
    private static final Set<String> ENDED = Set.of("stopped", "completed", "error");

    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final EngineHttp http;
    private final EngineHttp stranger;

    /** Absolute folders on that machine. */
    public record Folders(String training, String datasets) {}

    /** @param memoryMiB in all */
    public record Card(int index, String name, long memoryMiB) {}

    /** @param status stopped, queued, running, stopping, completed or error; others mean that it is there */
    public record Job(String id, String name, String status, int step, int steps, String info, String speed) {
        public boolean hasEnded() {
            return ENDED.contains(status);
        }
    }

    /**
     * @param next where to ask from next
     * @param again whether the log has begun again
     */
    public record LogPart(String text, long next, boolean again) {}

    public record Loss(int step, double value) {}

    public record RemoteFile(String path, long size) {}

    /** @param token asked for at every call; empty where the server has none */
    public AiToolkitClient(URI server, Supplier<String> token) {
        String name = "ai-toolkit's server";
        http = new EngineHttp(
                name,
                server,
                () -> token.get().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token.get()));
        stranger = new EngineHttp(name, server, Map::of);
    }

    private JsonNode asked(String path) {
        Answer answer = http.get(path);
        if (!answer.isOk()) {
            throw unanswered(answer);
        }
        return answer.body();
    }

    private static EngineUnreachable unanswered(Answer answer) {
        return new EngineUnreachable(
                "ai-toolkit's server answers with status " + answer.status() + ": " + error(answer),
                "Check the server's own log.",
                false,
                null);
    }

    private static String error(Answer answer) {
        return answer.body().path("error").asString("no reason");
    }

    /** Whether the server lets everybody in: then an admin has to be warned. */
    public boolean isOpenToEverybody() {
        try {
            return stranger.get("/api/settings").isOk();
        } catch (EngineUnreachable refused) {
            if (refused.needsAdmin()) {
                return false;
            }
            throw refused;
        }
    }

    public Folders folders() {
        JsonNode settings = asked("/api/settings");
        return new Folders(
                settings.path("TRAINING_FOLDER").asString(""),
                settings.path("DATASETS_FOLDER").asString(""));
    }

    public List<Card> cards() {
        return asked("/api/gpu")
                .path("gpus")
                .valueStream()
                .map(card -> new Card(
                        card.path("index").asInt(0),
                        card.path("name").asString(""),
                        card.path("memory").path("total").asLong(0)))
                .toList();
    }

    /**
     * Writes a file of a dataset, in place of an earlier one.
     *
     * @throws IOException when the source cannot be read
     */
    public void upload(String dataset, String file, ByteSource content) throws IOException {
        MultipartBody.Builder body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("datasetName", checked(dataset));
        try (InputStream in = content.open()) {
            body.addFormDataPart("files", checked(file), RequestBody.create(in.readAllBytes(), BYTES));
        }
        Answer answer = http.post("/api/datasets/upload", body.build());
        if (!answer.isOk()) {
            throw unanswered(answer);
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for ai-toolkit: " + name);
        }
        return name;
    }

    public Optional<Job> find(String name) {
        return asked("/api/jobs")
                .path("jobs")
                .valueStream()
                .map(AiToolkitClient::job)
                .filter(job -> job.name().equals(name))
                .findFirst();
    }

    /** Empty when the server no longer has it. */
    public Optional<Job> job(String id) {
        JsonNode job = asked("/api/jobs?id=" + encoded(id));
        return job.path("id").isMissingNode() ? Optional.empty() : Optional.of(job(job));
    }

    private static Job job(JsonNode job) {
        return new Job(
                job.path("id").asString(""),
                job.path("name").asString(""),
                job.path("status").asString(""),
                job.path("step").asInt(0),
                job.path("total_steps").asInt(0),
                job.path("info").asString(""),
                job.path("speed_string").asString(""));
    }

    /**
     * Looks for the name first: a name is created once, however often this is called.
     *
     * @param cards such as {@code 0} or {@code 0,1}
     * @param config as the same tree in YAML
     * @throws JobFailure when the server refuses it
     */
    public Job create(String name, String cards, JsonNode config) {
        Optional<Job> there = find(checked(name));
        if (there.isPresent()) {
            return there.get();
        }
        Answer answer =
                http.post("/api/jobs", Map.of("name", name, "gpu_ids", checkedCards(cards), "job_config", config));
        if (answer.isOk()) {
            return job(answer.body());
        }
        if (answer.status() == CONFLICT) {
            return find(name).orElseThrow(() -> unanswered(answer));
        }
        if (answer.status() / 100 == 4) {
            throw new JobFailure(
                    "ai-toolkit's server refuses the job: " + error(answer),
                    "Check the engine's settings and the release of ai-toolkit.",
                    null);
        }
        throw unanswered(answer);
    }

    private static String checkedCards(String cards) {
        if (!CARDS.matcher(cards).matches()) {
            throw new IllegalArgumentException("Not a set of cards: " + cards);
        }
        return cards;
    }

    /** Queues a job, and has the queue of its cards run: else it would wait for ever. */
    public void start(String id, String cards) {
        String queue = "/api/queue/" + checkedCards(cards) + "/start";
        asked("/api/jobs/" + encoded(id) + "/start");
        asked(queue);
    }

    public void stop(String id) {
        asked("/api/jobs/" + encoded(id) + "/stop");
    }

    public void saveNow(String id) {
        asked("/api/jobs/" + encoded(id) + "/save_now");
    }

    public void sampleNow(String id) {
        asked("/api/jobs/" + encoded(id) + "/sample_now");
    }

    /** With its files. */
    public void delete(String id) {
        asked("/api/jobs/" + encoded(id) + "/delete");
    }

    public LogPart log(String id, long offset) {
        JsonNode log = asked("/api/jobs/" + encoded(id) + "/log?offset=" + offset);
        return new LogPart(
                log.path("log").asString(""),
                log.path("offset").asLong(offset),
                log.path("reset").asBoolean(false));
    }

    /** @param key as the server names it; null for its first one */
    public List<Loss> losses(String id, @Nullable String key, int sinceStep) {
        String which = key == null ? "" : "&key=" + encoded(key);
        return asked("/api/jobs/" + encoded(id) + "/loss?since_step=" + sinceStep + which)
                .path("points")
                .valueStream()
                .filter(point -> point.path("value").isNumber())
                .map(point -> new Loss(
                        point.path("step").asInt(0), point.path("value").asDouble()))
                .toList();
    }

    public List<String> samples(String id) {
        return asked("/api/jobs/" + encoded(id) + "/samples")
                .path("samples")
                .valueStream()
                .map(path -> path.asString(""))
                .toList();
    }

    public List<RemoteFile> files(String id) {
        return asked("/api/jobs/" + encoded(id) + "/files")
                .path("files")
                .valueStream()
                .map(file -> new RemoteFile(
                        file.path("path").asString(""), file.path("size").asLong(0)))
                .toList();
    }

    /**
     * @param path as {@link #files} and {@link #samples} name it
     * @throws IOException when the file cannot be written, or the bytes stop coming
     */
    public void download(String path, Path file) throws IOException {
        http.download("/api/files/" + encoded(path), file);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
