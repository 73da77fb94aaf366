package io.understudy.lora;

/**
 * Which model a file is for.
 *
 * @param name   the model's name; the likely one where the family is {@link ModelFamily#NOT_FLUX}
 * @param reason what it was known by, or why it cannot be decided, in one sentence
 */
public record ModelVerdict(ModelFamily family, String name, String reason) {}
