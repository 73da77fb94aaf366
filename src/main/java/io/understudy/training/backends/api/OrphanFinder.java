package io.understudy.training.backends.api;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the jobs on an engine that this product submitted, by their names. */
public interface OrphanFinder {
    Set<EngineKind> kinds();

    /**
     * Jobs that wait or run there, of all people; those that are over are left out.
     *
     * @throws EngineProblem when the engine does not answer
     */
    List<EngineJob> jobs(EngineConnection engine);

    /**
     * Ends a job; one that is over already is no problem.
     *
     * @throws EngineProblem when the engine does not answer or refuses
     */
    void end(EngineConnection engine, String job);

    /**
     * @param id as the engine calls it
     * @param run that its name says
     * @param standing in the engine's own words, such as {@code RUNNING on node7}
     * @param since when it was submitted; null where the engine does not say
     */
    record EngineJob(
            String id,
            String name,
            UUID run,
            String standing,
            @Nullable Instant since) {
        /** What the names of all jobs begin with. */
        public static final String PREFIX = "understudy-";

        private static final Pattern NAME =
                Pattern.compile(PREFIX + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\\d+)?");

        /** Empty when its name is not one that this product gives. */
        public static Optional<EngineJob> of(String id, String name, String standing, @Nullable Instant since) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? Optional.of(new EngineJob(id, name, UUID.fromString(matcher.group(1)), standing, since))
                    : Optional.empty();
        }
    }
}
