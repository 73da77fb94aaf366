package io.understudy.training;

import io.understudy.storage.BlobHash;

/**
 * A picture that the model generated during training.
 *
 * @param step 0 for the base before the first step
 * @param picture stored for showing in pages
 */
public record SamplePicture(int step, String prompt, long seed, BlobHash picture) {}
