package io.understudy.fal;

public enum FalCancel {
    /** Taken out of the queue: nothing was computed. */
    TAKEN_OUT,
    /** It runs; the model decides whether it stops. */
    ASKED,
    OVER,
    UNKNOWN
}
