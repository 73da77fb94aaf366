package io.understudy.prompts.exchange;

/**
 * Something that could not be carried over.
 *
 * @param template its name, or empty for the whole file
 * @param words what, and what was done instead
 */
public record Loss(String template, String words) {}
