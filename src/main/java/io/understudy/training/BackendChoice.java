package io.understudy.training;

import io.understudy.training.backend.BackendCapabilities;

/** A connected backend, as the form offers it. */
public record BackendChoice(String id, String displayName, BackendCapabilities capabilities) {}
