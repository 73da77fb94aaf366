package io.understudy.prompting.exchange;

/**
 * Something that could not be carried over.
 *
 * @param template its name, or empty for the whole file
 * @param words what, and what was done instead
 */
public record ConversionLoss(String template, String words) {}
