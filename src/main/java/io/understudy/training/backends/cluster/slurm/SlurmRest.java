package io.understudy.training.backends.cluster.slurm;

import io.understudy.platform.net.UnixSockets;
import io.understudy.providers.engines.EngineSettings;
import io.understudy.training.backends.cluster.EngineHttp;
import io.understudy.training.backends.cluster.EngineHttp.Answer;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Slurm by its REST server, slurmrestd. */
public final class SlurmRest implements JobScheduler {
    /** The list has all jobs of the cluster. */
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(30);

    private static final Duration BETWEEN_SHARES = Duration.ofMinutes(5);

    /** Ten years: more is as good as no limit. */
    private static final long MOST_MINUTES = 10L * 366 * 24 * 60;

    private final EngineHttp http;
    private final Supplier<Predicate<JsonNode>> ours;
    private final InstantSource clock;

    private @Nullable String version;
    private @Nullable Queue queue;
    private volatile @Nullable Shares shares;
    private final AtomicBoolean asksShares = new AtomicBoolean();

    /** @param factors of the user by account; empty where the cluster gave none */
    private record Shares(Instant seen, String user, Map<String, Double> factors) {}

    /** @param places null where the cluster gave no list */
    private record Queue(Instant seen, @Nullable List<Place> places) {}

    /** What decides when a job starts, unless its partition has room for a smaller one. */
    private record Place(long id, String partition, long priority) {
        static Place of(JsonNode job) {
            return new Place(
                    Objects.requireNonNullElse(SlurmAnswers.number(job.path("job_id")), 0L),
                    job.path("partition").asString(""),
                    Objects.requireNonNullElse(SlurmAnswers.number(job.path("priority")), 0L));
        }

        boolean isBefore(Place other) {
            return id != other.id
                    && partition.equals(other.partition)
                    && (priority > other.priority || (priority == other.priority && id < other.id));
        }
    }

    /**
     * @param server may be a socket of this machine
     * @param token asked for at every call; it says who asks, but for a socket
     */
    public SlurmRest(URI server, Supplier<String> token, InstantSource clock) {
        this.http = new EngineHttp(
                "Slurm's REST server", server, () -> EngineSettings.SlurmRest.header(server, token.get()));
        this.ours = UnixSockets.isAddress(server)
                ? () -> JobOwner.numbered(JobOwner.uid())
                : () -> JobOwner.named(EngineSettings.SlurmRest.account(server, token.get()));
        this.clock = clock;
    }

    /** The versions are asked for again after a failure: the server may have been replaced by another release. */
    private Answer send(Function<String, Answer> call, String path) {
        try {
            return call.apply("/slurm/" + version() + path);
        } catch (EngineUnreachable away) {
            forgetVersion();
            throw away;
        }
    }

    private synchronized void forgetVersion() {
        version = null;
    }

    private JsonNode asked(String path) {
        return asked(http::get, path);
    }

    private JsonNode asked(Function<String, Answer> call, String path) {
        Answer answer = send(call, path);
        String error = error(answer.body());
        if (!error.isEmpty()) {
            throw SlurmErrors.unanswered(error);
        }
        if (!answer.isOk()) {
            throw SlurmErrors.nonsense("reason for the status " + answer.status());
        }
        return answer.body();
    }

    private List<JsonNode> list(String path, String name) {
        return list(asked(path), name);
    }

    /** Without it nothing is known: an answer of something else must not pass for an empty list. */
    private static List<JsonNode> list(JsonNode body, String name) {
        JsonNode found = body.path(name);
        if (!found.isArray()) {
            throw SlurmErrors.nonsense("list of " + name);
        }
        return found.valueStream().toList();
    }

    private synchronized String version() {
        if (version == null) {
            JsonNode paths = http.get("/openapi/v3").body().path("paths");
            version = EngineSettings.SlurmRest.VERSIONS.stream()
                    .filter(one -> paths.has("/slurm/" + one + "/job/submit"))
                    .findFirst()
                    .orElseThrow(() -> new EngineUnreachable(
                            "Slurm's REST server offers none of " + String.join(", ", EngineSettings.SlurmRest.VERSIONS)
                                    + ".",
                            "Ask the cluster's administrator to load one of these data parsers.",
                            null));
        }
        return version;
    }

    /** Empty where there is none. */
    private static String error(JsonNode body) {
        JsonNode first = body.path("errors").path(0);
        if (first.isMissingNode()) {
            return "";
        }
        String text = first.isString()
                ? first.asString("")
                : first.path("error").asString("") + " "
                        + first.path("description").asString("");
        Long number = SlurmAnswers.number(first.path("error_number"));
        return !text.isBlank() ? text.strip() : number == null ? "an error without a text" : SlurmErrors.words(number);
    }

    @Override
    public SchedulerDescription describe() {
        JsonNode ping = asked("/ping/");
        if (list(ping, "pings").stream()
                .noneMatch(one -> "UP".equals(one.path("pinged").asString(""))
                        || one.path("responding").asBoolean(false))) {
            throw SlurmErrors.unanswered("the controller is down");
        }
        List<JsonNode> nodes = list("/nodes/", "nodes");
        List<Partition> partitions = list("/partitions/", "partitions").stream()
                .map(one -> partition(one, nodes))
                .toList();
        JsonNode slurm = ping.path("meta").path("slurm");
        return new SchedulerDescription(
                "slurm " + slurm.path("release").asString(""),
                slurm.path("cluster").asString(""),
                partitions);
    }

    private static Partition partition(JsonNode partition, List<JsonNode> nodes) {
        String name = partition.path("name").asString("");
        Map<String, Integer> machines = new LinkedHashMap<>();
        nodes.stream()
                .filter(node -> SlurmAnswers.words(node.path("partitions")).contains(name))
                .forEach(node -> machines.merge(node.path("gres").asString(""), 1, Integer::sum));
        List<Cards> cards = machines.entrySet().stream()
                .flatMap(each -> SlurmValues.cards(each.getKey(), each.getValue()).stream())
                .toList();
        Long minutes = SlurmAnswers.number(partition.path("maximums").path("time"));
        return new Partition(
                name,
                SlurmAnswers.words(partition.path("partition").path("state")).contains("UP"),
                minutes == null || minutes < 0 || minutes > MOST_MINUTES ? null : Duration.ofMinutes(minutes),
                cards);
    }

    /** Of the account that asks. */
    private Stream<JsonNode> jobs() {
        return list("/jobs/", "jobs").stream().filter(ours.get());
    }

    private synchronized @Nullable List<Place> places() {
        Queue known = queue;
        if (known == null || Duration.between(known.seen(), clock.instant()).compareTo(BETWEEN_LISTS) >= 0) {
            List<Place> places = askedPlaces();
            // Counted from the answer: a cluster that takes long to fail is not asked again at once.
            known = new Queue(clock.instant(), places);
            queue = known;
        }
        return known.places();
    }

    /** Null where no list arrives: the standing of a job does not depend on it. */
    private @Nullable List<Place> askedPlaces() {
        try {
            return list("/jobs/", "jobs").stream()
                    .filter(job -> states(job).contains("PENDING"))
                    .map(Place::of)
                    .toList();
        } catch (EngineUnreachable away) {
            return null;
        }
    }

    /** In its partition's queue, which is looked at from time to time; null where that is not known. */
    private @Nullable Integer place(JsonNode job) {
        List<Place> places = places();
        if (places == null) {
            return null;
        }
        Place wanted = Place.of(job);
        return 1 + (int) places.stream().filter(one -> one.isBefore(wanted)).count();
    }

    private static String name(JsonNode job) {
        return job.path("name").asString("");
    }

    private static Stream<String> id(JsonNode job) {
        return SlurmAnswers.id(job.path("job_id")).stream();
    }

    private static List<String> states(JsonNode job) {
        return SlurmAnswers.words(job.path("job_state"));
    }

    @Override
    public Optional<String> find(String name) {
        return jobs().filter(job -> name.equals(name(job)))
                .findFirst()
                .map(job -> id(job).findFirst().orElseThrow(() -> SlurmErrors.nonsense("id of the job " + name)));
    }

    @Override
    public Submission submit(JobRequest request) {
        Optional<String> there = find(request.name());
        if (there.isPresent()) {
            return new Submission(there.get(), true, List.of());
        }
        Map<String, Object> body = Map.of("script", request.text(), "job", body(request));
        Answer answer = send(path -> http.post(path, body), "/job/submit");
        String error = error(answer.body());
        if (!error.isEmpty()) {
            throw SlurmErrors.refused(error);
        }
        // It may have been accepted: then it is found by its name.
        String id = Stream.of(answer.body(), answer.body().path("result"))
                .flatMap(SlurmRest::id)
                .filter(one -> answer.isOk())
                .findFirst()
                .orElseThrow(() -> SlurmErrors.nonsense("id of the job that was submitted"));
        List<String> warnings = answer.body()
                .path("warnings")
                .valueStream()
                .map(one -> one.path("description").asString(""))
                .toList();
        return new Submission(id, false, warnings);
    }

    private static Map<String, Object> body(JobRequest request) {
        JobRequest.Placement placement = request.placement();
        JobRequest.Resources resources = request.resources();
        Map<String, Object> job = new HashMap<>(Map.of(
                "name", request.name(),
                "comment", request.name(),
                "current_working_directory", request.folder(),
                "standard_output", JobRequest.LOG,
                "open_mode", List.of("APPEND"),
                "requeue", true,
                "environment", List.of("PATH=/usr/local/bin:/usr/bin:/bin"),
                "minimum_nodes", 1,
                "tasks", 1,
                "cpus_per_task", resources.cpus()));
        if (resources.gpus() > 0) {
            job.put("tres_per_node", "gres/" + SlurmValues.gres(resources));
        }
        if (resources.memoryMiB() > 0) {
            job.put("memory_per_node", number(resources.memoryMiB()));
        }
        if (resources.minutes() > 0) {
            job.put("time_limit", number(resources.minutes()));
        }
        if (request.warningSeconds() > 0) {
            job.put("kill_warning_signal", "USR1");
            job.put("kill_warning_delay", number(request.warningSeconds()));
            job.put("kill_warning_flags", List.of("BATCH_JOB"));
        }
        Map.of(
                        "partition", placement.partition(),
                        "account", placement.account(),
                        "qos", placement.qos(),
                        "constraints", placement.constraint(),
                        "reservation", placement.reservation())
                .forEach((field, value) -> {
                    if (!value.isEmpty()) {
                        job.put(field, value);
                    }
                });
        if (!placement.exclude().isEmpty()) {
            job.put("excluded_nodes", List.of(placement.exclude().split(",")));
        }
        if (placement.nice() != null) {
            job.put("nice", placement.nice());
        }
        return job;
    }

    private static Map<String, Object> number(int value) {
        return Map.of("set", true, "number", value);
    }

    @Override
    public JobStanding standing(String id) {
        Answer answer = send(http::get, "/job/" + SlurmValues.checkedId(id));
        String error = error(answer.body());
        if (SlurmErrors.isUnknownJob(error)) {
            return JobStanding.UNKNOWN;
        }
        if (!error.isEmpty()) {
            throw SlurmErrors.unanswered(error);
        }
        JsonNode job = list(answer.body(), "jobs").stream()
                .filter(one -> answer.isOk() && id(one).anyMatch(id::equals))
                .findFirst()
                .orElseThrow(() -> SlurmErrors.nonsense("job " + id));
        List<String> words = states(job);
        if (words.isEmpty()) {
            throw SlurmErrors.nonsense("state of job " + id);
        }
        Phase phase = SlurmStates.phase(words);
        JsonNode exit = job.path("exit_code");
        Integer code = SlurmAnswers.small(exit.has("return_code") ? exit.path("return_code") : exit);
        Long start = SlurmAnswers.number(job.path("start_time"));
        boolean isLimited = SlurmAnswers.number(job.path("time_limit")) != null;
        Long end = isLimited ? SlurmAnswers.number(job.path("end_time")) : null;
        return new JobStanding(
                phase,
                SlurmStates.word(words),
                reason(job),
                phase == Phase.ENDED ? code : null,
                Objects.requireNonNullElse(SlurmAnswers.small(job.path("restart_cnt")), 0),
                phase == Phase.WAITING ? place(job) : null,
                phase == Phase.WAITING ? SlurmValues.instant(start) : null,
                phase == Phase.RUNNING ? SlurmValues.instant(end) : null,
                name(job),
                phase == Phase.WAITING ? rank(job) : "");
    }

    /** The factor where it is what others have more of. */
    private String rank(JsonNode job) {
        boolean isBehind = job.path("state_reason").asString("").equals("Priority");
        return SlurmValues.rank(
                SlurmAnswers.number(job.path("priority")),
                isBehind
                        ? share(
                                job.path("account").asString(""),
                                job.path("user_name").asString(""))
                        : null);
    }

    private @Nullable Double share(String account, String user) {
        Shares known = shares;
        boolean isOld = known == null
                || !known.user().equals(user)
                || Duration.between(known.seen(), clock.instant()).compareTo(BETWEEN_SHARES) >= 0;
        // Nothing waits for them: while one job asks, the others show what was known.
        if (isOld && asksShares.compareAndSet(false, true)) {
            try {
                Map<String, Double> factors = askedShares(user);
                known = new Shares(clock.instant(), user, factors);
                shares = known;
            } finally {
                asksShares.set(false);
            }
        }
        return known != null && known.user().equals(user) ? known.factors().get(account) : null;
    }

    /** A cluster without accounts answers with an error. */
    private Map<String, Double> askedShares(String user) {
        try {
            Map<String, Double> factors = new HashMap<>();
            String path = "/shares?users=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
            for (JsonNode one : asked(http::getSoon, path)
                    .path("shares")
                    .path("shares")
                    .valueStream()
                    .toList()) {
                Double factor = SlurmAnswers.factor(one.path("fairshare").path("factor"));
                if (factor != null
                        && SlurmAnswers.words(one.path("type")).contains("USER")
                        && user.equals(one.path("name").asString(""))) {
                    factors.put(one.path("parent").asString(""), factor);
                }
            }
            return factors;
        } catch (EngineUnreachable none) {
            return Map.of();
        }
    }

    /** The scheduler's word, and what it says of it, which may begin with the word again. */
    private static String reason(JsonNode job) {
        String word = SlurmValues.reason(job.path("state_reason").asString(""));
        String more = job.path("state_description").asString("").strip();
        more = more.startsWith(word) ? more.substring(word.length()).replaceFirst("^[,: _]+", "") : more;
        return word.isEmpty() || more.isEmpty() ? word : word + ": " + more;
    }

    @Override
    public void cancel(String id) {
        Answer answer = send(http::delete, "/job/" + SlurmValues.checkedId(id));
        JsonNode inside = answer.body().path("status").path(0).path("error");
        Long code = SlurmAnswers.number(inside.path("code"));
        String error = code == null || code == 0
                ? error(answer.body())
                : inside.path("string").asString("") + " "
                        + inside.path("message").asString("");
        if (!error.isEmpty() && !SlurmErrors.isOver(error)) {
            throw SlurmErrors.unanswered(error);
        }
    }

    @Override
    public List<NamedJob> named(String prefix) {
        return jobs().filter(job -> name(job).startsWith(prefix))
                .filter(job -> SlurmStates.phase(states(job)) != Phase.ENDED)
                .flatMap(job -> id(job).map(id -> new NamedJob(
                        id,
                        name(job),
                        SlurmStates.word(states(job)),
                        SlurmValues.instant(SlurmAnswers.number(job.path("submit_time"))))))
                .toList();
    }
}
