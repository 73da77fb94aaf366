package io.understudy.generation.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import java.util.Set;

/**
 * Receives the progress of a task. The calls come one after another, from any thread. Each may throw {@link
 * JobWithdrawn}: then the task stops and reports nothing more.
 */
public interface GenerationReporter {
    /** What is being done before the first picture, such as "Sending the LoRA file". */
    void preparing(String words);

    /**
     * As {@link #underway}, right before the call that makes a service generate a picture for money.
     *
     * @param handle represents the request until the service has named it
     */
    void sending(int position, String handle);

    /**
     * The service charges nothing for the request that was sent for this picture: the next attempt sends it again. Kept
     * also when a person cancelled the task meanwhile.
     */
    void notCharged(int position);

    /**
     * A request is on its way. Kept also when a person cancelled the task meanwhile: the name of a request that may cost
     * money is never lost.
     *
     * @param handle by which a later attempt finds it again, at most 200 characters
     */
    void underway(int position, String handle);

    /**
     * How far a picture is: shown to those who look at that moment, and not kept. It waits for nothing, never throws, and
     * may come at the same time as another call.
     *
     * @param encoded a whole file, smaller than the picture
     * @param mediaType {@code image/png} or {@code image/jpeg}
     */
    default void preview(int position, byte[] encoded, String mediaType) {}

    /**
     * A picture is generated.
     *
     * @param encoded a whole file
     * @param mediaType {@code image/png}, {@code image/jpeg} or {@code image/webp}
     * @param seconds that generating it took
     */
    void drawn(int position, byte[] encoded, String mediaType, double seconds);

    /** This one picture will not come, for a reason that concerns it alone; the task continues. */
    void refused(int position, String words);

    void finished();

    /**
     * The task cannot continue. What was generated so far is kept, and so are the requests that may still bring
     * something.
     *
     * @param over the places of pictures whose requests are known to bring nothing: only others can
     */
    void failed(JobFailure problem, Set<Integer> over);

    void cancelled();
}
