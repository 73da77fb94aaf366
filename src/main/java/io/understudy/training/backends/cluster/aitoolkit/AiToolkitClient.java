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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The server that comes with ai-toolkit. It runs jobs of a queue per set of cards, keeps its files itself, and changes
 * states by GET. Every method throws {@link EngineUnreachable} when there is no usable answer, after which it is called
 * again. Those that are about one job throw {@link JobGone} when the server no longer has it.
 */
public final class AiToolkitClient {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final String NO_SUCH_JOB = "Job not found";
    /** The server would silently change other names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final Pattern CARDS = Pattern.compile("\\d+(,\\d+)*");
    private static final Set<String> ENDED = Set.of("stopped", "completed", "error");
    /** As many as the server gives at once unless told otherwise. */
    private static final int LOSSES_AT_ONCE = 2000;

    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final EngineHttp http;

    /** The server no longer has the job that was asked about. */
    public static final class JobGone extends RuntimeException {}

    /** Absolute folders on that machine. */
    public record Folders(String training, String datasets) {}

    /** @param memoryMiB in all */
    public record Card(int index, String name, long memoryMiB) {}

    /**
     * @param cards such as {@code 0} or {@code 0,1}
     * @param status stopped, queued, running, stopping, completed or error; others mean that it is there
     * @param changed null where the server does not say
     * @param order in the queue of its cards, the lowest first; null where the server does not say
     * @param created null where the server does not say
     */
    public record Job(
            String id,
            String name,
            String cards,
            String status,
            int step,
            String info,
            @Nullable Instant changed,
            @Nullable Long order,
            @Nullable Instant created) {
        boolean isBefore(long other) {
            Long own = order;
            return own != null && own < other;
        }

        public boolean hasEnded() {
            return ENDED.contains(status);
        }

        public boolean isQueued() {
            return "queued".equals(status);
        }

        public boolean isCompleted() {
            return "completed".equals(status);
        }
    }

    /**
     * @param next where to ask from next
     * @param again whether the log has begun again
     */
    public record LogPart(String text, long next, boolean again) {}

    /**
     * @param step 0 for the first, of which each start of a job measures nothing
     * @param seconds since 1970, by the server's clock
     */
    public record Metric(int step, double value, double seconds) {}

    public record RemoteFile(String path, long size) {}

    /** @param token asked for at every call; empty where the server has none */
    public AiToolkitClient(URI server, Supplier<String> token) {
        http = new EngineHttp(
                "ai-toolkit's server",
                server,
                () -> token.get().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token.get()));
    }

    private JsonNode asked(String path) {
        return answered(http.get(path));
    }

    private void done(String path) {
        answered(http.getOnce(path));
    }

    private static JsonNode answered(Answer answer) {
        if (answer.status() == NOT_FOUND && NO_SUCH_JOB.equals(error(answer))) {
            throw new JobGone();
        }
        require(answer);
        return answer.body();
    }

    private static EngineUnreachable unanswered(Answer answer) {
        return unusable("answers with status " + answer.status() + ": " + error(answer));
    }

    private static EngineUnreachable unusable(String what) {
        return new EngineUnreachable("ai-toolkit's server " + what, "Check the server's own log.", null);
    }

    private static String error(Answer answer) {
        return answer.body().path("error").asString("no reason");
    }

    public Folders folders() {
        JsonNode settings = asked("/api/settings");
        String training = settings.path("TRAINING_FOLDER").asString("");
        String datasets = settings.path("DATASETS_FOLDER").asString("");
        if (training.isBlank() || datasets.isBlank()) {
            throw unusable("names no folders for results and datasets");
        }
        return new Folders(training, datasets);
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
        Sent sent = new Sent(content);
        Answer answer;
        try {
            answer = http.post(
                    "/api/datasets/upload",
                    new MultipartBody.Builder()
                            .setType(MultipartBody.FORM)
                            .addFormDataPart("datasetName", checked(dataset))
                            .addFormDataPart("files", checked(file), sent)
                            .build());
        } catch (EngineUnreachable away) {
            if (sent.unreadable != null) {
                throw sent.unreadable;
            }
            throw away;
        }
        require(answer);
    }

    /** A file on its way, which is never in memory as a whole. */
    private static final class Sent extends RequestBody {
        private final ByteSource content;
        private @Nullable IOException unreadable;

        Sent(ByteSource content) {
            this.content = content;
        }

        @Override
        public MediaType contentType() {
            return BYTES;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (InputStream in = opened()) {
                byte[] block = new byte[1 << 16];
                for (int read = read(in, block); read >= 0; read = read(in, block)) {
                    sink.write(block, 0, read);
                }
            }
        }

        private InputStream opened() throws IOException {
            try {
                return content.open();
            } catch (IOException problem) {
                unreadable = problem;
                throw problem;
            }
        }

        private int read(InputStream in, byte[] block) throws IOException {
            try {
                return in.read(block);
            } catch (IOException problem) {
                unreadable = problem;
                throw problem;
            }
        }
    }

    /** Names of all that the server has, of everybody. */
    public List<String> datasets() {
        JsonNode names = asked("/api/datasets/list");
        if (!names.isArray()) {
            throw unusable("gives no list of datasets");
        }
        return names.valueStream().map(name -> name.asString("")).toList();
    }

    /** One that is not there is no problem. */
    public void deleteDataset(String dataset) {
        require(http.post("/api/datasets/delete", Map.of("name", checked(dataset))));
    }

    private static void require(Answer answer) {
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

    /** All that the server knows, of everybody. */
    public List<Job> jobs() {
        JsonNode jobs = asked("/api/jobs").path("jobs");
        if (!jobs.isArray()) {
            throw unusable("gives no list of jobs");
        }
        return jobs.valueStream().map(AiToolkitClient::job).toList();
    }

    /** Of a queued job among those that wait for the same cards, from 1; empty where the server gives them no order. */
    public OptionalInt place(Job queued) {
        Long order = queued.order();
        if (order == null) {
            return OptionalInt.empty();
        }
        long own = order;
        return OptionalInt.of(1
                + (int) jobs().stream()
                        .filter(job -> job.isQueued() && job.cards().equals(queued.cards()) && job.isBefore(own))
                        .count());
    }

    public Optional<Job> find(String name) {
        return jobs().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** Empty when the server no longer has it. */
    public Optional<Job> job(String id) {
        JsonNode job = asked("/api/jobs?id=" + encoded(id));
        if (job.isNull()) {
            return Optional.empty();
        }
        if (!id.equals(job.path("id").asString(""))) {
            throw unusable("gives no job when it is asked for one");
        }
        return Optional.of(job(job));
    }

    private static Job job(JsonNode job) {
        return new Job(
                job.path("id").asString(""),
                job.path("name").asString(""),
                job.path("gpu_ids").asString(""),
                job.path("status").asString(""),
                job.path("step").asInt(0),
                job.path("info").asString(""),
                time(job.path("updated_at").asString("")),
                job.path("queue_position").isNumber()
                        ? Long.valueOf(job.path("queue_position").asLong())
                        : null,
                time(job.path("created_at").asString("")));
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
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
        if (answer.status() == CONFLICT) {
            return find(name).orElseThrow(() -> unanswered(answer));
        }
        requireAccepted(answer);
        return job(answer.body());
    }

    private static void requireAccepted(Answer answer) {
        if (answer.status() / 100 == 4) {
            throw new JobFailure(
                    "ai-toolkit's server refuses the job: " + error(answer),
                    "Check the engine's settings and the release of ai-toolkit.",
                    null);
        }
        require(answer);
    }

    private static String checkedCards(String cards) {
        if (!CARDS.matcher(cards).matches()) {
            throw new IllegalArgumentException("Not a set of cards: " + cards);
        }
        return cards;
    }

    /**
     * Gives a job that does not run other cards and settings, which count from its next start.
     *
     * @throws JobFailure when the server refuses them
     */
    public void change(Job job, String cards, JsonNode config) {
        Answer answer = http.post(
                "/api/jobs",
                Map.of("id", job.id(), "name", job.name(), "gpu_ids", checkedCards(cards), "job_config", config));
        requireAccepted(answer);
    }

    /** Queues a job. One that has a process would get a second one. */
    public void start(String id) {
        done("/api/jobs/" + encoded(id) + "/start");
    }

    /** Has the jobs of these cards start, one after another: else they would wait for ever. */
    public void startQueue(String cards) {
        done("/api/queue/" + checkedCards(cards) + "/start");
    }

    /** Whether jobs of these cards start; the server itself stops a queue that is empty. */
    public boolean isQueueRunning(String cards) {
        return asked("/api/queue")
                .path("queues")
                .valueStream()
                .anyMatch(queue -> queue.path("gpu_ids").asString("").equals(cards)
                        && queue.path("is_running").asBoolean(false));
    }

    /** Has a job end that waits or runs. @return whether it has, or is gone */
    public boolean end(String id) {
        Optional<Job> there = job(id);
        if (there.filter(job -> !job.hasEnded() && !job.isQueued()).isPresent()) {
            done("/api/jobs/" + encoded(id) + "/stop");
            there = job(id);
        }
        if (there.filter(job -> !job.hasEnded()).isPresent()) {
            // It has no process, or one that the server cannot reach, which would end at its next step.
            done("/api/jobs/" + encoded(id) + "/mark_stopped");
            there = job(id);
        }
        return there.map(Job::hasEnded).orElse(true);
    }

    /** Has the trainer save after the step that it makes; one that waits saves after its first one. */
    public void saveNow(String id) {
        done("/api/jobs/" + encoded(id) + "/save_now");
    }

    /** As {@link #saveNow}, for its samples. */
    public void sampleNow(String id) {
        done("/api/jobs/" + encoded(id) + "/sample_now");
    }

    /** With its files. */
    public void delete(String id) {
        done("/api/jobs/" + encoded(id) + "/delete");
    }

    public LogPart log(String id, long offset) {
        JsonNode log = asked("/api/jobs/" + encoded(id) + "/log?offset=" + offset);
        return new LogPart(
                log.path("log").asString(""),
                log.path("offset").asLong(offset),
                log.path("reset").asBoolean(false));
    }

    /**
     * The values after a step, oldest first, not always all of them.
     *
     * @param key such as {@code loss/loss} or {@code learning_rate}
     * @param after -1 for all
     */
    public List<Metric> metrics(String id, String key, int after) {
        return asked("/api/jobs/" + encoded(id) + "/loss?since_step=" + after + "&limit=" + LOSSES_AT_ONCE + "&key="
                        + encoded(key))
                .path("points")
                .valueStream()
                .filter(point -> point.path("value").isNumber())
                .map(point -> new Metric(
                        point.path("step").asInt(0),
                        point.path("value").asDouble(),
                        point.path("wall_time").asDouble(0)))
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
     * @param most bytes
     * @return whether it was not longer; else nothing can be done with the file here
     * @throws IOException when the file cannot be written
     */
    public boolean download(String path, Path file, long most) throws IOException {
        return http.download("/api/files/" + encoded(path), file, most);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
