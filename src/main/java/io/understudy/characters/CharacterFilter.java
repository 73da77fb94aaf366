package io.understudy.characters;

/**
 * Which characters a list shows.
 *
 * @param text part of the name, slug or trigger word; empty for all
 * @param archived the archived ones instead of those in the gallery
 */
public record CharacterFilter(String text, boolean archived) {}
