package io.understudy.training.rehearsal;

/**
 * What was found out about one topic.
 *
 * @param words with the number behind the verdict
 */
public record RehearsalLine(RehearsalTopic topic, boolean passed, String words) {}
