package io.understudy.settings;

import java.time.Instant;

/**
 * All that is ever shown of a secret.
 *
 * @param setBy the admin's name as it was then
 */
public record SecretState(String setBy, Instant setAt) {}
