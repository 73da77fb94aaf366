package io.understudy.settings;

import java.time.Instant;

public record SecretState(String setBy, Instant setAt) {}
