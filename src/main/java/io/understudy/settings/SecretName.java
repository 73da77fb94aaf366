package io.understudy.settings;

/**
 * Names a secret, such as {@code fal.key}. The name is sealed together with the secret, so that one cannot be put in the
 * place of another.
 */
public record SecretName(String value) {}
