package io.understudy.fal;

/** What fal answers to the wish to cancel a request. */
public enum FalCancel {
    /** Taken out of the queue: nothing was computed. */
    TAKEN_OUT,
    /** It runs; the model decides whether it stops. */
    ASKED,
    /** Too late: it is over. */
    OVER,
    UNKNOWN
}
