package io.understudy.characters.ui;

/**
 * The thing to do next on the way to a production LoRA.
 *
 * @param words what is missing and why, in one sentence
 * @param action words of the button
 * @param path where the button leads, without a leading slash
 */
public record NextStep(String words, String action, String path) {}
