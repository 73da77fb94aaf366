package io.understudy.api.datasets;

import jakarta.validation.constraints.NotNull;

/** Whether a picture is trained on. */
record Inclusion(@NotNull Boolean included) {}
