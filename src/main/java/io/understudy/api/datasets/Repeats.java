package io.understudy.api.datasets;

import jakarta.validation.constraints.NotNull;

/** How often an epoch shows a picture. */
record Repeats(@NotNull Integer repeats) {}
