package io.understudy.training.rehearsal;

public record RehearsalLine(RehearsalTopic topic, boolean passed, String words) {}
