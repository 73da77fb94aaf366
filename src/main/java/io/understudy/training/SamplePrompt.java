package io.understudy.training;

public record SamplePrompt(String prompt, long seed) {}
