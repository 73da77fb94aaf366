package io.understudy.generation;

/**
 * What changes about a job while it lives: small enough to be sent to every open page at every change.
 *
 * @param drawn pictures that are there
 * @param refused pictures that will not come
 * @param phase what is happening
 * @param revision grows with every change of the job
 */
public record GenerationProgress(
        GenerationId job, GenerationState state, int pictures, int drawn, int refused, String phase, long revision) {
    /** Between 0 and 1. */
    public double progress() {
        return pictures == 0 ? 0 : (double) (drawn + refused) / pictures;
    }
}
