package io.understudy.datasets.intake;

/**
 * A file that did not become a picture.
 *
 * @param name as it may be shown
 * @param reason what is wrong and what to do, as the end of a sentence that begins with the name
 */
public record RejectedFile(String name, String reason) {}
