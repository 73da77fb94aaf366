package io.understudy.training;

/** A picture that is drawn again at every sample interval, so that the steps can be compared. */
public record SamplePrompt(String prompt, long seed) {}
