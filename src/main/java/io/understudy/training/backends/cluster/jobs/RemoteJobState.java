package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.api.OrphanFinder.EngineJob;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the next worker must know about a job, as the text that is kept with the run.
 *
 * @param name of the job; each attempt at a scheduler has another one. Empty for a job that a person found there
 * @param job the engine's id of it; null while that is not known
 * @param progressFrom where the attempt begins in the file of progress; on ai-toolkit's server the time until which values
 *     belong to earlier attempts, in milliseconds since 1970
 * @param logFrom where reading the log continues
 * @param computingFrom when ai-toolkit's server was first seen to compute it, in milliseconds since 1970; null before, and
 *     for other engines, which say it themselves
 */
record RemoteJobState(
        Stage stage,
        String name,
        @Nullable String job,
        long progressFrom,
        long logFrom,
        @Nullable Long computingFrom) {
    /** Followed by the id of the run and, from its second job on, by the number of that. */
    static final String PREFIX = EngineJob.PREFIX;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,17}");

    enum Stage {
        /** Its folder is complete. Whether the engine has the job is found out by its name. */
        SENDING,
        ACCEPTED,
        /** Nobody wants its result. It may run: it is ended, also where it is seen late. */
        GIVEN_UP,
        /** Nothing at the engine can become the run's result: another job is needed. */
        OVER
    }

    static RemoteJobState sending(String name, long progressFrom, long logFrom) {
        return new RemoteJobState(Stage.SENDING, name, null, progressFrom, logFrom, null);
    }

    /** Of a run that may have a job there, of which nothing is known but that it has a name of the run. */
    static RemoteJobState unknown() {
        return new RemoteJobState(Stage.GIVEN_UP, "", null, 0, 0, null);
    }

    static RemoteJobState found(String job) {
        return new RemoteJobState(Stage.ACCEPTED, "", job, 0, 0, null);
    }

    RemoteJobState named(String given) {
        return new RemoteJobState(stage, given, job, progressFrom, logFrom, computingFrom);
    }

    RemoteJobState accepted(String id) {
        return new RemoteJobState(Stage.ACCEPTED, name, id, progressFrom, logFrom, computingFrom);
    }

    RemoteJobState givenUp() {
        return stage == Stage.OVER
                ? this
                : new RemoteJobState(Stage.GIVEN_UP, name, job, progressFrom, logFrom, computingFrom);
    }

    RemoteJobState over() {
        return new RemoteJobState(Stage.OVER, name, job, progressFrom, logFrom, computingFrom);
    }

    RemoteJobState read(long offset) {
        return new RemoteJobState(stage, name, job, progressFrom, offset, computingFrom);
    }

    RemoteJobState computing(@Nullable Instant since) {
        return new RemoteJobState(
                stage, name, job, progressFrom, logFrom, since == null ? null : (Long) since.toEpochMilli());
    }

    /** The engine's id of the job whose result can still be asked for. */
    Optional<String> request() {
        return stage == Stage.ACCEPTED ? Optional.ofNullable(job) : Optional.empty();
    }

    static String firstName(String key) {
        return PREFIX + key;
    }

    static boolean isNameOf(String key, String name) {
        return name.equals(firstName(key)) || name.startsWith(firstName(key) + "-");
    }

    /**
     * The name of the run's next job. Where that of the one before is not known, none of the run can have it.
     *
     * @param now takes the place of a number that is not known
     */
    String nextName(String key, Instant now) {
        String first = firstName(key);
        if (name.equals(first)) {
            return first + "-2";
        }
        String number = name.startsWith(first + "-") ? name.substring(first.length() + 1) : "";
        return first + "-" + (NUMBER.matcher(number).matches() ? Long.parseLong(number) + 1 : now.getEpochSecond());
    }

    String text() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** @throws IllegalStateException when the text is damaged */
    static Optional<RemoteJobState> read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(text, RemoteJobState.class));
        } catch (JacksonException damaged) {
            throw new IllegalStateException("The note on the job at the engine cannot be read: " + text, damaged);
        }
    }
}
