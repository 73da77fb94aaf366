package io.understudy.versions;

import java.time.Instant;

/**
 * At which strengths a version is to be used, as someone stated it.
 *
 * @param note what it rests on; may be empty
 */
public record StatedStrength(StrengthWindow window, String note, String by, Instant at) {}
