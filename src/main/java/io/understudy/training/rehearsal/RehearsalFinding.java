package io.understudy.training.rehearsal;

public record RehearsalFinding(RehearsalCheck topic, boolean passed, String words) {}
