package io.understudy.providers.fal;

import java.util.UUID;

/** Requests that fal is to stop, at a person's wish: asked until fal has answered, also by the server that starts after this one. */
public interface FalCancels {
    /** What fal answers to a cancel. */
    enum Answer {
        /** Taken out of the queue: nothing was computed. */
        TAKEN_OUT,
        /** It runs; the model decides whether it stops. */
        ASKED,
        OVER,
        UNKNOWN
    }

    /**
     * fal took a request out of its queue, as it was asked to: nothing was computed, and nothing is charged.
     *
     * @param reference what the request was submitted for
     * @param requestId fal's name of the request
     */
    record TakenOut(UUID reference, String requestId) {}

    /**
     * Writes the wish down, in the transaction of the caller where there is one; fal is asked after the commit.
     *
     * @param reference what the request was submitted for
     */
    void stop(FalTicket ticket, String reference);

    /** As {@link #stop}, and returns once fal was asked. */
    void stopNow(FalTicket ticket, String reference);

    /** A person wants the request after all. */
    void withdraw(FalTicket ticket);
}
