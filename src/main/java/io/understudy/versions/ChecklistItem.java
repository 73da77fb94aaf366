package io.understudy.versions;

/**
 * One thing that has to hold before a LoRA is used in production.
 *
 * @param key stays the same through all editions of the template
 * @param position from 1, also the key on the keyboard
 * @param picturesWanted so many pictures, or a fact in words, must stand behind a tick
 */
public record ChecklistItem(String key, int position, String title, String hint, int picturesWanted) {}
