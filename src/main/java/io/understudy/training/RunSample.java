package io.understudy.training;

import io.understudy.storage.BlobHash;

/**
 * A {@linkplain SamplePicture sample} with its place in its run.
 *
 * @param position of its prompt among the run's, from 0
 */
public record RunSample(int step, int position, String prompt, long seed, BlobHash picture) {}
