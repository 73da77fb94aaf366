package io.understudy.providers.fal;

public enum FalCancelAnswer {
    /** Taken out of the queue: nothing was computed. */
    TAKEN_OUT,
    /** It runs; the model decides whether it stops. */
    ASKED,
    OVER,
    UNKNOWN
}
