package io.understudy.generation.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.BackendTerms;
import java.util.Collection;
import java.util.List;

/**
 * A place where pictures are generated with LoRAs. Every implementation passes the same contract test.
 *
 * <p>A task reports through the {@link GenerationReporter} that it was given, from threads of the backend's own, until
 * exactly one of {@code finished}, {@code failed} or {@code cancelled}, which is its final report.
 */
public interface GenerationBackend {
    /** Short and stable, for example {@code miniature}: it is stored with every job. */
    String id();

    String displayName();

    GenerationCapabilities capabilities();

    /** Whether it can be chosen now; a hosted service is connected once an admin has given its key. */
    default boolean isConnected() {
        return true;
    }

    /** What admins set for it; the team's own engines have terms. */
    default BackendTerms terms() {
        return BackendTerms.OPEN;
    }

    GenerationEstimate estimate(PictureSettings settings, int pictures);

    /**
     * Starts a task and answers without waiting for it.
     *
     * @throws JobFailure when it cannot be accepted; nothing was started
     */
    void submit(GenerationTask task, GenerationReporter reporter);

    /** Whether a request can be asked for again by this handle; one whose answer was lost cannot. */
    default boolean isKnown(String handle) {
        return true;
    }

    /**
     * Has requests stopped that no task follows. What is to be done is written down in the caller's transaction and done
     * after its commit, again and again until the service has answered.
     *
     * @param key of the task
     */
    default void cancelRequests(String key, Collection<String> handles) {}

    default boolean listsRequests() {
        return false;
    }

    /**
     * The requests of this product that wait or run at the service now. Waits for it, outside of transactions.
     *
     * @throws JobFailure when it gives no answer
     */
    default List<ListedRequest> requests() {
        return List.of();
    }

    /**
     * Ends a request that no job follows; one that is over already is no problem.
     *
     * @throws JobFailure when the service gives no answer
     */
    default void endRequest(String handle) {}

    /** Asks the task with this key to stop soon; does nothing when it is not, or no longer, running here. */
    void cancel(String key);

    /** This node lets a task go, another one will take it up: requests elsewhere continue, what runs here stops. */
    default void letGo(String key) {
        cancel(key);
    }
}
