package io.understudy.training;

import io.understudy.training.backend.BackendCapabilities;

public record BackendChoice(String id, String displayName, BackendCapabilities capabilities) {}
