package io.understudy.training.backends;

import io.understudy.training.backends.api.BackendCapabilities;

public record BackendChoice(String id, String displayName, BackendCapabilities capabilities) {}
