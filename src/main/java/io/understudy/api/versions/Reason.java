package io.understudy.api.versions;

import jakarta.validation.constraints.NotNull;

/** @param reason for those who read it later */
record Reason(@NotNull String reason) {}
